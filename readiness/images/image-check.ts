import type { ImageConfiguration } from "./configuration";
import type { ImageContract } from "./contract";
import { imageRules } from "./rules";
import type { Violation } from "./violation";

/** What one rule found of the image. */
export interface FoundViolation extends Violation {
  /** The id of the rule, as in `docs/images.md`. */
  readonly rule: string;
}

/** Every violation of a service's contract, in the order of the rules. */
export function checkImage(image: ImageConfiguration, contract: ImageContract): readonly FoundViolation[] {
  return imageRules.flatMap(({ id, check }) => check(image, contract).map((violation) => ({ rule: id, ...violation })));
}

/** What is worth knowing of an image and refuses none. */
export function adviceOf(image: ImageConfiguration): readonly string[] {
  return [
    ...(image.hasHealthCheck ? ["HEALTHCHECK: ECS ignores it; the task definition has its own."] : []),
    ...(image.history === undefined ? ["The input has no history, so build arguments were not checked."] : []),
    ...(image.size === undefined ? ["The input has no size, so it was not checked."] : []),
  ];
}

/** What the contract demands and no configuration shows. */
export function unseenOf(contract: ImageContract): readonly string[] {
  const { health, healthCommand, stopTimeout, writablePaths, files, user } = contract;
  return [
    ...(health ? [`GET ${health.path} answers ${health.status} and {"status":"ok"} within ${health.timeout} s`] : []),
    ...(healthCommand ? [`the program ${healthCommand[0] ?? ""} is on the PATH`] : []),
    `the process ends within ${stopTimeout} s of SIGTERM`,
    `${user} owns ${writablePaths.join(" and ")}, and the process writes nowhere else`,
    ...files.map((file) => `the file ${file}`),
    "the log is JSON lines without secrets",
  ];
}
