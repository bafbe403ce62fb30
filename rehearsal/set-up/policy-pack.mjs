import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { compilePack } from "../../policy/build.mjs";
import { alone } from "./lock.mjs";
import { say, SetUpError } from "./step.mjs";
import { explained, explainedOutput } from "./system-fault.mjs";

/**
 * Compiles the policy pack to JavaScript when its sources are not the ones it was compiled from. The result is put in
 * place whole, so that an engine which starts the pack meanwhile finds the old one or the new one.
 */
export async function preparePolicyPack(root) {
  const pack = path.join(root, "policy");
  const compiled = path.join(pack, "bin");
  const stamp = path.join(compiled, ".compiled-from");
  const digest = digestOf([...sources(pack), path.join(root, "package-lock.json")]);
  const isCompiled = () => fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest;
  if (isCompiled()) return;
  await alone(root, async () => {
    if (isCompiled()) return;
    say("compiling the policy pack");
    for (const left of fs.readdirSync(pack).filter((name) => /^bin-\d+$/.test(name))) {
      fs.rmSync(path.join(pack, left), { recursive: true, force: true });
    }
    const temporary = path.join(pack, `bin-${process.pid}`);
    try {
      await compilePack(temporary);
      fs.writeFileSync(path.join(temporary, ".compiled-from"), digest);
      fs.rmSync(compiled, { recursive: true, force: true });
      fs.renameSync(temporary, compiled);
    } catch (error) {
      const fault = explained(error) ?? explainedOutput(error.message);
      throw new SetUpError(fault ?? `the policy pack does not compile:\n${error.message}`);
    } finally {
      fs.rmSync(temporary, { recursive: true, force: true });
    }
  });
}

function sources(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => /\.(ts|mjs|json)$/.test(file) && !path.relative(folder, file).startsWith("bin"))
    .sort();
}

function digestOf(files) {
  const digest = createHash("sha256");
  for (const file of files) digest.update(file.slice(file.lastIndexOf(path.sep))).update(fs.readFileSync(file));
  return digest.digest("hex");
}
