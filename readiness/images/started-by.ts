import type { ImageConfiguration } from "./configuration";
import type { ImageContract } from "./contract";
import { shown, type Violation } from "./violation";

/**
 * The entry point of the official Node.js images: it runs the command with `exec`, so that signals reach it
 * (docker-entrypoint.sh of github.com/nodejs/docker-node).
 */
const passesOn = "docker-entrypoint.sh";

/** Programs that run a text, and keep SIGTERM to themselves. */
const shell = /^(\/(usr\/)?bin\/)?(ba|da|a|z)?sh$/;

/**
 * What is wrong with how a container of the image starts. The task's entry point replaces both of the image's words, its
 * command only CMD (Docker Engine, `merge` in daemon/commit.go).
 */
export function startedBy(image: ImageConfiguration, contract: ImageContract): readonly Violation[] {
  if (contract.entryPoint !== undefined) return [];
  const [first = "", ...others] = image.entryPoint;
  const passing = image.entryPoint.length === 0 || (others.length === 0 && nameOf(first) === passesOn);
  if (contract.command !== undefined) {
    if (passing) return [];
    return [
      {
        what: "ENTRYPOINT",
        given: shown(image.entryPoint),
        allowed: `none, or ${passesOn} of the Node.js image: the task's command ${shown(contract.command)} follows it`,
        fix: "ENTRYPOINT [], and the program in CMD",
      },
    ];
  }
  const started = [...(passing ? [] : image.entryPoint), ...image.command];
  const example = 'CMD ["node", "dist/server.js"]';
  if (started.length === 0) {
    return [{ what: "CMD", given: "nothing", allowed: "the program in its exec form", fix: example }];
  }
  const what = passing ? "CMD" : "ENTRYPOINT";
  const [program = ""] = started;
  // npm, yarn and pnpm start a script in a shell of their own, too.
  if (!shell.test(program) && !/^(npm|npx|yarn|pnpm)$/.test(nameOf(program))) return [];
  return [
    {
      what,
      given: shown(started),
      allowed: "the program itself in its exec form: a shell or npm does not pass SIGTERM on to it",
      fix: example,
    },
  ];
}

function nameOf(program: string): string {
  return program.split("/").at(-1) ?? program;
}

/**
 * The names that have a value in the commands of a history: build arguments, which BuildKit and the classic builder write
 * before the command, and assignments in it.
 */
export function baked(history: readonly string[]): readonly string[] {
  const names = history
    // ENV is a row of its own.
    .filter((command) => !/^(\/bin\/sh -c #\(nop\) +)?ENV /.test(command))
    .flatMap((command) => [...command.matchAll(/(?:^|[\s|;&"'])([A-Za-z_]\w*)=(?!["']?(?:\s|$|\$))/g)])
    .map(([, name = ""]) => name);
  return [...new Set(names)];
}
