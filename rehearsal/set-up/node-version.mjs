// Only what Node.js 12 understands, in this file and in prepare.mjs: they run where the version is too old.
import fs from "fs";
import path from "path";

/**
 * Says that this Node.js is older than package.json asks for, or nothing.
 * @param {string} root
 * @returns {string | undefined}
 */
export function tooOld(root) {
  const { engines } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const needed = /^>=([0-9]+(?:\.[0-9]+)*)$/.exec(engines.node)[1];
  const [has, wants] = [process.versions.node, needed].map((version) => version.split(".").map(Number));
  const differing = wants.findIndex((part, index) => part !== has[index]);
  if (differing < 0 || has[differing] > wants[differing]) return undefined;
  return `Node.js ${needed} or newer is needed; this is ${process.versions.node} (${process.execPath}).`;
}
