import { sqlTaskLimited } from "../../../policy/rules/data-stores/sql-task-limited";
import { judged, resource, unknown } from "../harness";

const digest = `sha256:${"0".repeat(64)}`;
const image = `000000000000.dkr.ecr.af-south-1.amazonaws.com/production/med-platform@${digest}`;

describe("sql-task-limited", () => {
  const task = (props: object) =>
    judged(
      sqlTaskLimited,
      resource("care-platform:data:SqlTask", { image, rights: "read", limitSeconds: 480, ...props }),
    );

  it.each([
    ["a task that reads and ends", {}, ["pass"]],
    [
      "a task that may write",
      { rights: "write" },
      [
        "[sql-task-limited] subject: found a task that may write; needed a task that reads, or a waiver with a last day. Change sqlAccess.",
      ],
    ],
    [
      "a task that runs for an hour",
      { limitSeconds: 3600 },
      ["[sql-task-limited] subject: found a limit of 3600 s; needed at most 600 s. Change limitSeconds."],
    ],
    [
      "a task without a limit",
      { limitSeconds: 0 },
      ["[sql-task-limited] subject: found a limit of 0 s; needed at most 600 s. Change limitSeconds."],
    ],
    [
      "an image by tag",
      { image: image.replace(`@${digest}`, ":v17.0.0") },
      ["[sql-task-limited] subject: found an image by tag; needed an image by digest. Change sqlImage."],
    ],
    ["unknown rights", { rights: unknown }, ["[sql-task-limited] subject: undecided: waits for rights."]],
  ])("judges %s", (_, props, expected) => {
    expect(task(props)).toEqual(expected);
  });
});
