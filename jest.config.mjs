/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  maxWorkers: "100%",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    // The second kind of file is the packages below that are published as ES modules only.
    "^.+\\.(ts|js)$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!unbash/)"],
  modulePathIgnorePatterns: ["<rootDir>/policy/bin", "<rootDir>/.rehearsal"],
};
