/**
 * The amounts of memory in MiB that Fargate has for each number of CPU units: from, to, in steps of.
 * Source: Amazon ECS Developer Guide, "Task definition parameters for Fargate", task size.
 */
const memoryOf: ReadonlyMap<number, readonly [from: number, to: number, step: number]> = new Map([
  [256, [512, 2048, 512]],
  [512, [1024, 4096, 1024]],
  [1024, [2048, 8192, 1024]],
  [2048, [4096, 16_384, 1024]],
  [4096, [8192, 30_720, 1024]],
  [8192, [16_384, 61_440, 4096]],
  [16_384, [32_768, 122_880, 8192]],
]);

/** Whether Fargate has a task of so many CPU units (1024 to a vCPU) and MiB of memory. */
export function isFargateSize(cpu: number, memory: number): boolean {
  return memoryAmounts(cpu).includes(memory);
}

/** What goes with a number of CPU units, in words. */
export function allowedMemory(cpu: number): string {
  const amounts = memoryAmounts(cpu);
  return amounts.length === 0
    ? `no memory; CPU is one of ${[...memoryOf.keys()].join(", ")}`
    : `${amounts.join(", ")} MiB`;
}

function memoryAmounts(cpu: number): readonly number[] {
  const [from, to, step] = memoryOf.get(cpu) ?? [1, 0, 1];
  const amounts = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  // The smallest task has no 1.5 GB.
  return cpu === 256 ? amounts.filter((amount) => amount !== 1536) : amounts;
}
