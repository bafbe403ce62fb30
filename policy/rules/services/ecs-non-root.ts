import { containerTypes, eachContainer, onWindows } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { resourceRule } from "../../rule";

export const ecsNonRoot = resourceRule<TaskArgs>({
  id: "ecs-non-root",
  title: "ECS containers run as non-root, unprivileged, with a read-only root file system",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-SVC-03"],
  frameworks: ["FSBP ECS.4", "FSBP ECS.5", "Checkov CKV_AWS_334", "Checkov CKV_AWS_336"],
  remediation:
    "Set user to a UID other than 0 and readonlyRootFilesystem: true, add volumes for writable paths, and leave privileged out.",
  example: 'containerDefinitions: JSON.stringify([{ name: "api", image, user: "root" }])',
  types: containerTypes,
  check(resource, context) {
    let windows = false;
    context.guard(() => {
      windows = onWindows(resource);
    });
    eachContainer(resource, context, (container) => {
      const where = `in container ${container.name}`;
      context.requires({
        read: () => container.user ?? "",
        // Windows images run as ContainerUser, and their users have no numbers.
        accept: (user) => (windows ? !/administrator$/i.test(user) : user !== "" && !/^(root|0+)(:|$)/.test(user)),
        found: (user) => `${user === "" ? "no user, which means the user of the image," : `user ${user}`} ${where}`,
        needed: "a user other than root",
        setting: "user",
      });
      context.requires({
        read: () => container.privileged,
        accept: (privileged) => privileged === undefined || !privileged,
        found: () => `privileged ${where}`,
        needed: "privileged false",
        setting: "privileged",
      });
      // ECS has no read-only root file system for Windows.
      if (windows) return;
      context.requires({
        read: () => container.readonlyRootFilesystem,
        accept: (readonlyRoot) => readonlyRoot === true,
        found: () => `a writable root file system ${where}`,
        needed: "readonlyRootFilesystem true",
        setting: "readonlyRootFilesystem",
      });
    });
  },
});
