import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { resourceRule } from "../../rule";

/** What of a task definition decides how far its containers are apart from the host and from each other. */
interface IsolationArgs extends TaskArgs {
  readonly networkMode: string;
  readonly pidMode: string;
  readonly ipcMode: string;
  readonly volumes: readonly {
    readonly name?: string;
    readonly hostPath?: string;
    readonly efsVolumeConfiguration?: { readonly transitEncryption?: string };
  }[];
}

export const ecsIsolated = resourceRule<IsolationArgs>({
  id: "ecs-isolated",
  title: "ECS tasks share no network, processes, memory or files with their host, and add no Linux capabilities",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-HRD-04"],
  frameworks: ["FSBP ECS.3", "FSBP ECS.17", "Checkov CKV_AWS_335", "Checkov CKV_AWS_97"],
  remediation:
    "Use networkMode awsvpc, leave pidMode, ipcMode, hostPath and capabilities.add out, and set transitEncryption ENABLED for EFS.",
  example: 'new ecs.TaskDefinition("api", { networkMode: "host", … });',
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check(resource, context) {
    const { props } = resource;
    context.requires({
      read: () => props.networkMode,
      accept: (mode) => mode !== "host",
      found: () => "networkMode host",
      needed: "networkMode awsvpc",
      setting: "networkMode",
    });
    for (const setting of ["pidMode", "ipcMode"] as const) {
      context.requires({
        read: () => props[setting] ?? "",
        accept: (mode) => mode === "" || mode === "none",
        found: (mode) => `${setting} ${mode}`,
        needed: `no ${setting}`,
        setting,
      });
    }
    context.each(
      () => props.volumes,
      ({ hostPath, efsVolumeConfiguration: efs }) => {
        if ((hostPath ?? "") !== "")
          context.fails({ found: "a folder of the host", needed: "a volume of the task", setting: "volumes" });
        if (efs !== undefined && efs.transitEncryption !== "ENABLED")
          context.fails({ found: "EFS without TLS", needed: "transitEncryption ENABLED", setting: "volumes" });
      },
    );
    eachContainer(resource, context, (container) => {
      context.requires({
        read: () => container.addedCapabilities ?? [],
        accept: (added) => added.length === 0,
        found: (added) => `the capability ${added.join(", ")} in container ${container.name}`,
        needed: "no added capabilities",
        setting: "linuxParameters",
      });
    });
  },
});
