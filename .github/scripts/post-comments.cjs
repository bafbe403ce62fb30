// @ts-check
const fs = require("node:fs");
const path = require("node:path");

/** Who posts: only its own comments are edited, whatever other people write into theirs. */
const poster = "github-actions[bot]";

/**
 * Posts each Markdown file of a folder to the pull request behind the run that this one follows. A file's first line is
 * the hidden mark by which the comment of its stage is found again; a comment that is found is edited in place.
 * @param {{ github: any, context: any, folder: string }} given what actions/github-script gives, and the folder
 */
async function postComments({ github, context, folder }) {
  const { owner, repo } = context.repo;
  const number = await pullRequestOf({ github, context });
  const comments = await github.paginate(github.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  for (const file of fs.readdirSync(folder).sort()) {
    const body = fs.readFileSync(path.join(folder, file), "utf8");
    const [mark] = body.split("\n");
    const known = comments.find((comment) => comment.user?.login === poster && comment.body?.startsWith(`${mark}\n`));
    if (known === undefined) await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
    else await github.rest.issues.updateComment({ owner, repo, comment_id: known.id, body });
  }
}

/**
 * The number of the pull request that was run. The event names it for a branch of this repository and not for a fork, so
 * it is looked up by what the event says about the run; what the run itself hands over is not believed.
 */
async function pullRequestOf({ github, context }) {
  const { head_repository: head, head_branch: branch, head_sha: sha } = context.payload.workflow_run;
  const { owner, repo } = context.repo;
  const pulls = await github.paginate(github.rest.pulls.list, {
    owner,
    repo,
    state: "open",
    head: `${head.owner.login}:${branch}`,
    per_page: 100,
  });
  const found = pulls.find((pull) => pull.head.sha === sha);
  if (found === undefined) {
    throw new Error(`No open pull request of ${head.full_name} has the head ${sha}: it was closed, or has moved on.`);
  }
  return found.number;
}

module.exports = { postComments };
