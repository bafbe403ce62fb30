import { containerTypes, eachContainer, onWindows } from "../../readings/containers";
import type { TaskArgs } from "../../readings/containers";
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
  check(resource, examination) {
    let windows = false;
    examination.attempt(() => {
      windows = onWindows(resource);
    });
    eachContainer(resource, examination, (container) => {
      const where = `in container ${container.name}`;
      examination.requires({
        read: () => container.user ?? "",
        // Windows images run as ContainerUser, and their users have no numbers.
        accept: (user) => (windows ? !/administrator$/i.test(user) : user !== "" && !/^(root|0+)(:|$)/.test(user)),
        found: (user) => `${user === "" ? "no user, which means the user of the image," : `user ${user}`} ${where}`,
        needed: "a user other than root",
        setting: "user",
      });
      examination.requires({
        read: () => container.privileged,
        accept: (privileged) => privileged === undefined || !privileged,
        found: () => `privileged ${where}`,
        needed: "privileged false",
        setting: "privileged",
      });
      // ECS has no read-only root file system for Windows.
      if (windows) return;
      examination.requires({
        read: () => container.readonlyRootFilesystem,
        accept: (readonlyRoot) => readonlyRoot === true,
        found: () => `a writable root file system ${where}`,
        needed: "readonlyRootFilesystem true",
        setting: "readonlyRootFilesystem",
      });
    });
  },
});
