import * as fs from "node:fs";
import path from "node:path";
import { importX } from "eslint-plugin-import-x";
import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

const root = import.meta.dirname;

/** The folders of the systems: each has a declaration. */
const systemFolders = fs
  .readdirSync(path.join(root, "stacks"))
  .filter((name) => fs.existsSync(path.join(root, "stacks", name, "declaration.ts")))
  .map((name) => `stacks/${name}`);

/** The part of `stacks/` that knows every system and loads no Pulumi: the registry and what is composed from it. */
const composed = ["stacks/registry.ts", "stacks/settings"];

/**
 * The rooms and what each may import, besides itself. One way, no way back; docs/decisions/0002-rooms.md says why.
 * The program (index.ts) may import settings and stacks; tests may import everything.
 */
const rooms = {
  checklist: [],
  settings: [],
  components: ["settings/secrets"],
  stacks: ["settings", "components"],
  policy: [],
  functions: [],
  rehearsal: ["settings", "stacks", "policy", "checklist", "readiness"],
  readiness: ["settings", ...composed, "checklist", "policy"],
  verify: ["settings", ...composed, "checklist"],
  drill: ["settings", ...composed, "components", "functions", "rehearsal", "test/real"],
  cli: ["settings", ...composed, "checklist", "rehearsal", "readiness", "verify", "drill"],
  // Within stacks/.
  "stacks/settings": ["settings", "stacks/registry.ts"],
  "stacks/registry.ts": ["settings", ...systemFolders.map((folder) => `${folder}/declaration.ts`)],
  ...Object.fromEntries(
    systemFolders.flatMap((folder) => [
      [
        folder,
        ["settings", "components", ...composed, "stacks/system", "stacks/foundation.ts", "stacks/stack-tags.ts"],
      ],
      ...[`${folder}/declaration.ts`, `${folder}/declared`].map((part) => [part, ["settings", `${folder}/declared`]]),
    ]),
  ),
};

const zones = [
  ...Object.entries(rooms).map(([room, allowed]) => ({
    target: `./${room}`,
    from: "./",
    except: [...new Set(["node_modules", room, ...allowed])].map((name) => `./${name}`),
    message: `${room} may import from ${[...allowed, "itself"].join(", ")} only.`,
  })),
  // A system is imported by the registry and by the map of builders alone.
  ...systemFolders.map((folder) => ({
    target: [
      ...Object.keys(rooms).filter(
        (room) => !["stacks", "stacks/registry.ts"].includes(room) && !room.startsWith(folder),
      ),
      "stacks/system",
      ...fs
        .readdirSync(path.join(root, "stacks"))
        .filter((name) => name.endsWith(".ts") && !["builders.ts", "registry.ts"].includes(name))
        .map((name) => `stacks/${name}`),
    ].map((room) => `./${room}`),
    from: `./${folder}`,
    message: "A system is imported by stacks/registry.ts and stacks/builders.ts only: ask its declaration.",
  })),
];

/** The simulated account is a package: it imports nothing of the program, and the program uses what the package offers. */
const account = "./rehearsal/account";
const packageZones = [
  {
    target: account,
    from: "./",
    except: ["./node_modules", account],
    message: "rehearsal/account is a package of its own: it may import from itself and from npm packages only.",
  },
  {
    target: [
      ...Object.keys(rooms)
        .filter((room) => room !== "rehearsal")
        .map((room) => `./${room}`),
      "./rehearsal/*.ts",
      "./rehearsal/!(account)/**/*",
    ],
    from: account,
    except: ["./index.ts", "./faults.ts", "./generate.ts"],
    message: "Import from rehearsal/account/index, faults or generate: the other files are the package's own.",
  },
  {
    target: ["./readiness", "./rehearsal", "./drill", "./cli"],
    from: ["./policy/*/**/*"],
    message: "Import from a file directly in policy/: the folders below it are the package's own.",
  },
];

/** Importing all of a provider takes seven times as long as the sub-module that is needed. */
const wholeProviders = [
  {
    name: "@pulumi/aws",
    message: "Import the sub-module, e.g. @pulumi/aws/rds: the root takes seven times as long.",
    allowTypeImports: true,
  },
  { name: "@pulumi/mongodbatlas", message: "Import the sub-module.", allowTypeImports: true },
];

/** What makes a test depend on how fast the machine is. */
const testFunctions = "/^(it|test|before(All|Each)|after(All|Each)|describeWith\\w*)$/";
const ofSpeed = [
  {
    selector: "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
    message: "jest.config.mjs has the one limit of all tests; a shorter one fails on a slow machine.",
  },
  ...[`[callee.name=${testFunctions}]`, `[callee.callee.object.name=${testFunctions}]`].map((call) => ({
    selector: `CallExpression${call} > Literal.arguments[raw=/^[0-9]/]`,
    message: "jest.config.mjs has the one limit of all tests; a shorter one fails on a slow machine.",
  })),
  {
    selector: "CallExpression[callee.object.name='performance'], CallExpression[callee.property.name='hrtime']",
    message: "What a test expects must not depend on how long something took.",
  },
  {
    selector: "VariableDeclarator > CallExpression.init[callee.object.name='Date'][callee.property.name='now']",
    message: "What a test expects must not depend on how long something took; give the code a clock.",
  },
  {
    selector: "AwaitExpression > NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
    message: "Wait for a condition, not for a time.",
  },
];

export default tseslint.config(
  { ignores: ["node_modules", "policy/bin*", "rehearsal/account/bin*", ".rehearsal", ".cache", "coverage"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".tsx", ".js", ".json"] } } },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: path.resolve(root), zones: [...zones, ...packageZones] }],
      "max-lines": ["error", { max: 300 }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-imports": ["error", { paths: wholeProviders }],
    },
  },
  {
    // Commands, documents and drills read these without loading a provider.
    files: [
      "settings/**/*.ts",
      "stacks/settings/**/*.ts",
      "stacks/registry.ts",
      "stacks/*/declaration.ts",
      "stacks/*/declared/**",
    ],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@pulumi/*"], message: "What reads a declaration must not load Pulumi." }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    plugins: { jest },
    rules: {
      ...jest.configs["flat/recommended"].rules,
      "jest/no-disabled-tests": "error",
      "jest/expect-expect": ["error", { assertFunctionNames: ["expect*", "fc.assert"] }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "no-restricted-syntax": ["error", ...ofSpeed],
    },
  },
  {
    files: ["rehearsal/account/types/**/*.ts", "test/**/*.ts"],
    rules: { "no-restricted-imports": "off" },
  },
);
