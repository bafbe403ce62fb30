import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { alone } from "./lock.mjs";
import { withProgress } from "./progress.mjs";
import { Interrupted, run, say, SetUpError } from "./step.mjs";
import { explainedOutput } from "./system-fault.mjs";

/** The codes of npm's errors that mean that the registry was not reached. */
const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_SOCKET_TIMEOUT|FETCH_ERROR|CERT_|SELF_SIGNED|UNABLE_TO_/;

/**
 * Installs the packages with `npm ci` when the lock file is not the one they were installed from, or one is missing.
 * @param {string} root
 */
export async function prepareDependencies(root) {
  const modules = path.join(root, "node_modules");
  const stamp = path.join(modules, ".installed-from");
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  const digest = createHash("sha256").update(lock).digest("hex");
  const state = () => {
    if (!fs.existsSync(stamp) || fs.readFileSync(stamp, "utf8") !== digest) return "outdated";
    return missingPackage(root) ?? "complete";
  };
  if (state() === "complete") return;
  await alone(root, async (holds) => {
    const found = state();
    if (found === "complete") return;
    if (found !== "outdated") say(`the package ${found} is missing`);
    // npm empties the folder in no order, and may be killed in the middle of it.
    fs.rmSync(stamp, { force: true });
    const wanted = packagesFor(JSON.parse(lock.toString()));
    const done = () => `${wanted.filter((one) => isThere(root, one)).length} of ${wanted.length} packages`;
    await withProgress("installing packages with npm ci", { usually: "half a minute", done }, () =>
      install(root, holds),
    );
    fs.writeFileSync(stamp, digest);
  });
}

async function install(root, onStart) {
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev", "--include=optional"];
  const npm = (...more) => run(...npmCommand([...args, ...more]), { cwd: root, onStart });
  try {
    await npm();
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (!unreachable.test(error.message)) throw failed(error);
    say("the registry is out of reach; looking whether npm has all packages in its cache");
    await npm("--offline").catch((again) => {
      throw again instanceof Interrupted ? again : failed(error);
    });
  }
}

/** npm as it was started, or the one on the PATH. */
function npmCommand(args) {
  const script = process.env.npm_execpath ?? "";
  if (/^npm-cli\.c?js$/.test(path.basename(script)) && fs.existsSync(script)) {
    return [process.execPath, [script, ...args]];
  }
  return ["npm", args];
}

function failed(error) {
  const said = error.message.replace(/^npm (error|ERR!) /gm, "").trim();
  return new SetUpError(`npm ci failed: ${reason(error)}. It said: ${said}`);
}

function reason({ message, code }) {
  if (code === "ENOENT") return "there is no npm on the PATH; it comes with Node.js";
  if (unreachable.test(message)) {
    return "the registry is out of reach, and npm's cache does not have all packages; check the network, and behind a proxy `npm config get proxy https-proxy`";
  }
  if (/EACCES|EPERM/.test(message)) return "this user may not write to the folder of the checkout or to npm's cache";
  if (/EUSAGE|can only install packages when/.test(message)) {
    return "package.json and package-lock.json do not agree; run npm install";
  }
  return explainedOutput(message) ?? "the packages cannot be installed";
}

/** A package that was installed and is not there any more, or undefined. */
function missingPackage(root) {
  const installed = path.join(root, "node_modules", ".package-lock.json");
  if (!fs.existsSync(installed)) return "list in node_modules";
  const { packages } = JSON.parse(fs.readFileSync(installed, "utf8"));
  const missing = Object.keys(packages).find((one) => !isThere(root, one));
  return missing?.replace(/^.*node_modules\//, "");
}

function isThere(root, name) {
  return fs.existsSync(path.join(root, name, "package.json"));
}

/** The packages of the lock file that this machine gets: some are for one operating system or CPU only. */
function packagesFor({ packages }) {
  const fits = (given, own) => given === undefined || given.includes(own);
  return Object.entries(packages)
    .filter(([name, { os, cpu }]) => name !== "" && fits(os, process.platform) && fits(cpu, process.arch))
    .map(([name]) => name);
}
