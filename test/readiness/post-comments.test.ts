import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { comment } from "../../readiness/render/comment";
import { result } from "./results";

const { postComments } = jest.requireActual<{
  postComments: (given: { github: unknown; context: unknown; folder: string }) => Promise<void>;
}>("../../.github/scripts/post-comments.cjs");

/** A pull request with its comments, as far as the script uses GitHub's interface. */
class PullRequest {
  readonly calls: [string, number, string][] = [];

  constructor(
    private readonly comments: readonly { id: number; user: { login: string }; body: string }[],
    private readonly pulls: readonly { number: number; head: { sha: string } }[] = [
      { number: 7, head: { sha: "abc" } },
    ],
  ) {}

  get github(): object {
    const listComments = Symbol("comments");
    const list = Symbol("pulls");
    return {
      paginate: (what: symbol) => Promise.resolve(what === listComments ? this.comments : this.pulls),
      rest: {
        pulls: { list },
        issues: {
          listComments,
          createComment: ({ issue_number: issue, body }: { issue_number: number; body: string }) =>
            this.calls.push(["create", issue, body]),
          updateComment: ({ comment_id: id, body }: { comment_id: number; body: string }) =>
            this.calls.push(["update", id, body]),
        },
      },
    };
  }
}

const context = {
  repo: { owner: "owner", repo: "repo" },
  payload: {
    workflow_run: {
      head_repository: { owner: { login: "fork" }, full_name: "fork/repo" },
      head_branch: "b",
      head_sha: "abc",
    },
  },
};
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-comments-"));
const bodies = ["production", "staging"].map((stage) => comment({ results: [{ ...result(), stage }] }));
const bot = { login: "github-actions[bot]" };

beforeAll(() => {
  fs.writeFileSync(path.join(folder, "production.md"), bodies[0]!);
  fs.writeFileSync(path.join(folder, "staging.md"), bodies[1]!);
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it("writes one comment for each stage", async () => {
  const pull = new PullRequest([]);
  await postComments({ github: pull.github, context, folder });
  expect(pull.calls).toEqual(bodies.map((body) => ["create", 7, body]));
});

it("edits the comment of a stage in place, and not somebody else's that begins like it", async () => {
  const old = bodies[1]!.replace("✅", "❌");
  const pull = new PullRequest([
    { id: 1, user: { login: "somebody" }, body: bodies[0]! },
    { id: 2, user: bot, body: "something else" },
    { id: 3, user: bot, body: old },
  ]);
  await postComments({ github: pull.github, context, folder });
  expect(pull.calls.map(([what, id]) => [what, id])).toEqual([
    ["create", 7],
    ["update", 3],
  ]);
});

it("writes nothing when the pull request has moved on", async () => {
  const pull = new PullRequest([], [{ number: 7, head: { sha: "newer" } }]);
  await expect(postComments({ github: pull.github, context, folder })).rejects.toThrow(
    "No open pull request of fork/repo has the head abc",
  );
  expect(pull.calls).toEqual([]);
});
