/** A test of an application's own pipeline whose result an attestation carries. */
export interface AttestedTest {
  /** Its name in the attestation. */
  readonly name: string;
  /** What the pipeline did. */
  readonly title: string;
  /** The rows of the checklists that it settles, of all systems. */
  readonly rows: readonly string[];
  /** The rows of which it shows a part. @default none */
  readonly partOf?: readonly string[];
}

/** The tests that the pipelines of the applications attest. */
export const attestedTests: readonly AttestedTest[] = [
  { name: "install", title: "`npm ci` from the lockfile succeeds", rows: ["AH-PRE-13"] },
  { name: "type-check", title: "`tsc --noEmit` reports nothing", rows: ["AH-PRE-10"] },
  { name: "lint", title: "The linter reports nothing", rows: ["DS-PRE-03", "AH-PRE-11"] },
  { name: "unit-tests", title: "The unit tests pass", rows: ["DS-PRE-04", "AH-PRE-17"] },
  { name: "integration-tests", title: "The integration tests pass", rows: ["AH-PRE-18"] },
  { name: "security-tests", title: "The security tests pass", rows: ["AH-PRE-19"] },
  {
    name: "dependency-audit",
    title: "The audit of the dependencies reports nothing critical (`npm audit --omit=dev`, govulncheck)",
    rows: ["AH-PRE-15"],
    partOf: ["DS-PRE-05", "MP-CODE-08"],
  },
  { name: "dependencies-current", title: "No dependency waits for an update", rows: ["MP-CODE-07"] },
  {
    name: "rate-limit-dependency",
    title: "express-rate-limit is among the dependencies, not the devDependencies",
    rows: ["AH-PRE-14"],
  },
  {
    name: "no-dev-dependencies",
    title: "The image has no package that only development needs",
    rows: ["AH-PRE-16", "AH-DEP-08"],
  },
  { name: "no-build-tools", title: "Build tools are in the builder stage alone", rows: ["AH-DEP-06"] },
  { name: "node-20", title: "The image runs Node.js 20", rows: ["AH-DEP-02"] },
  { name: "build", title: "The application builds", rows: ["AH-DEP-09", "MP-CODE-05"] },
  { name: "front-end-build", title: "The front end builds with `npm run build`", rows: ["MP-CODE-06", "MP-BLD-03"] },
  { name: "no-debug-code", title: "The bundle has no debug code and no console.log", rows: ["MP-CODE-02"] },
  { name: "static-binary", title: "The binary is linked statically, for Linux", rows: ["MP-BLD-01"] },
  { name: "entry-point", title: "The binary is named platform, from main.go and init_auth.go", rows: ["MP-BLD-02"] },
  { name: "executable", title: "The binary may be executed", rows: ["MP-DEP-03"] },
  { name: "folder-owner", title: "The application's folder belongs to its user", rows: ["MP-APS-01"] },
  { name: "folder-mode", title: "The application's folder has the mode 700", rows: ["MP-APS-02"] },
];
