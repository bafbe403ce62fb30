import { allowedMemory, isFargateSize } from "../../../../rehearsal/account/types/compute/fargate-sizes";
import * as settings from "../../../../settings/sections/fargate";

// The account judges for itself what the settings refuse before it: each has the table, and they must agree.

it("has the sizes that the settings allow, and no other", () => {
  const cpus = [...settings.cpuSizes, 0, 128, 768, 32_768];
  const amounts = Array.from({ length: 248 }, (_, index) => index * 512);
  for (const cpu of cpus) {
    const fits = (judge: (cpu: number, memory: number) => boolean) => amounts.filter((memory) => judge(cpu, memory));
    expect([cpu, fits(isFargateSize)]).toEqual([cpu, fits(settings.isFargateSize)]);
  }
  expect(isFargateSize(256, 1000)).toBe(false);
});

it("says what goes with a number of CPU units", () => {
  expect(allowedMemory(256)).toBe("512, 1024, 2048 MiB");
  expect(allowedMemory(300)).toBe("no memory; CPU is one of 256, 512, 1024, 2048, 4096, 8192, 16384");
});
