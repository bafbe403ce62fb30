// Compiles the pack to one file of JavaScript, bin/serve.js or where the argument says: node build.mjs [folder]
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * Bundles the pack's own code. One file starts faster than a hundred, and the policy host finds no TypeScript, which it
 * would type-check at every start. The packages that the policy host has already loaded are not bundled.
 */
export async function compilePack(outputFolder) {
  await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: ["serve.ts"],
    outfile: path.join(outputFolder, "serve.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "protobufjs"],
    logLevel: "silent",
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await compilePack(path.resolve(process.argv[2] ?? path.join(import.meta.dirname, "bin")));
}
