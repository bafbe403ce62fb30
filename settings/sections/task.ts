import { cpuSizes } from "./fargate";
import { oneOfNumbers, wholeNumber } from "../fields/field";

/** The minimum size of a service's tasks, with the checklist rows. */
export interface LeastTask {
  /** CPU units, 1024 to a vCPU. @default 256 */
  readonly cpuMinimum?: number;
  /** MiB. @default 512 */
  readonly memoryMinimum?: number;
  /** Tasks that always run. @default 1 */
  readonly tasksMinimum?: number;
  /** The checklist rows; shown with the sizes. @default none */
  readonly rows?: string;
}

/** Size and number of a service's tasks: the keys of a section. */
export function task({ cpuMinimum = 256, memoryMinimum = 512, tasksMinimum = 1, rows = "" }: LeastTask = {}) {
  const sizes = cpuSizes.filter((size) => size >= cpuMinimum);
  const allowed = `CPU units of Fargate: ${sizes.join(", ")}${rows === "" ? "" : ` (${rows})`}`;
  return {
    /** CPU units of a task, 1024 to a vCPU. */
    cpu: oneOfNumbers(allowed, sizes),
    /** MiB of a task; Fargate has certain amounts for each number of CPU units. */
    memory: wholeNumber({ minimum: memoryMinimum, maximum: 122_880, unit: "MiB", because: rows || "Fargate" }),
    /** Tasks that always run. A service has 5,000 at most (ECS service quotas). */
    minimumTasks: wholeNumber({ minimum: tasksMinimum, maximum: 5000, unit: "tasks" }),
    /** Tasks that autoscaling may start. */
    maximumTasks: wholeNumber({ minimum: tasksMinimum, maximum: 5000, unit: "tasks" }),
  };
}
