/**
 * The memory Fargate allows with each number of CPU units, in MiB: from, to, in steps of.
 * Source: Amazon ECS Developer Guide, "Task definition parameters for Fargate", task size.
 */
const memoryByCpu: Readonly<Record<number, { readonly from: number; readonly to: number; readonly step: number }>> = {
  256: { from: 512, to: 2048, step: 512 },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16384, step: 1024 },
  4096: { from: 8192, to: 30720, step: 1024 },
  8192: { from: 16384, to: 61440, step: 4096 },
  16384: { from: 32768, to: 122880, step: 8192 },
};

/** The CPU units a Fargate task can have, 1024 to a vCPU. */
export const cpuSizes: readonly number[] = Object.keys(memoryByCpu).map(Number);

/** The memory a task with so many CPU units can have, in words; `undefined` for a number of units Fargate does not have. */
export function memoryAllowed(cpu: number): string | undefined {
  const memory = memoryByCpu[cpu];
  if (memory === undefined) return undefined;
  if (cpu === 256) return "512, 1024 or 2048 MiB";
  return `${memory.from} to ${memory.to} MiB in steps of ${memory.step}`;
}

/** Whether Fargate runs a task with these CPU units and this memory (MiB). */
export function isFargateSize(cpu: number, memory: number): boolean {
  const sizes = memoryByCpu[cpu];
  if (sizes === undefined || memory < sizes.from || memory > sizes.to || memory % sizes.step !== 0) return false;
  return !(cpu === 256 && memory === 1536);
}
