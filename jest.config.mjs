/** How swc compiles a file. */
const compiled = (syntax, more = {}) => ({
  jsc: { parser: { syntax: "typescript", ...syntax }, target: "es2022", ...more },
  module: { type: "commonjs" },
  sourceMaps: "inline",
});

/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  maxWorkers: "100%",
  testSequencer: "<rootDir>/test/slowest-first.mjs",
  // A worker that has loaded whole stages many times is replaced between two files, before Node.js's own limit of 4 GB ends it.
  workerIdleMemoryLimit: "2GB",
  // An hour: after this time a test counts as hanging. It says nothing about speed, so no test sets one of its own: on a
  // machine that is busy with something else, or ten times slower, every test takes ten times as long and is as right.
  testTimeout: 3_600_000,
  roots: ["<rootDir>/test"],
  setupFiles: ["<rootDir>/test/clean-environment.ts"],
  testMatch: ["**/*.test.ts"],
  transform: {
    // The second kind of file is the packages below that are published as ES modules only.
    "^.+\\.(ts|js|mjs)$": ["@swc/jest", compiled({})],
    "^.+\\.tsx$": [
      "@swc/jest",
      compiled({ tsx: true }, { transform: { react: { runtime: "automatic", importSource: "preact" } } }),
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!unbash/|preact/)"],
  modulePathIgnorePatterns: ["<rootDir>/policy/bin", "<rootDir>/rehearsal/account/bin", "<rootDir>/.rehearsal"],
};
