import path from "node:path";
import { importX } from "eslint-plugin-import-x";
import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

/**
 * The rooms and what each may import, besides itself. One way, no way back; docs/decisions/0002-rooms.md says why.
 * The program (index.ts) may import settings and stacks; tests may import everything.
 */
const rooms = {
  checklist: [],
  settings: [],
  components: [],
  stacks: ["settings", "components"],
  policy: [],
  functions: [],
  rehearsal: ["settings", "stacks", "policy", "checklist", "readiness"],
  readiness: ["settings", "checklist", "policy"],
  drill: ["settings", "components", "functions", "rehearsal", "test/real"],
  cli: ["settings", "checklist", "rehearsal", "readiness", "drill"],
};

const zones = Object.entries(rooms).map(([room, allowed]) => ({
  target: `./${room}`,
  from: "./",
  except: ["./node_modules", `./${room}`, ...allowed.map((other) => `./${other}`)],
  message: `${room}/ may import from ${[...allowed, "itself"].join(", ")} only.`,
}));

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
    from: ["./policy/readings/**/*", "./policy/rules/**/*", "./policy/server/**/*"],
    message: "Import from a file directly in policy/: the folders below it are the package's own.",
  },
];

const root = import.meta.dirname;

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
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".js", ".json"] } } },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: path.resolve(root), zones: [...zones, ...packageZones] }],
      "max-lines": ["error", { max: 300 }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@pulumi/aws",
              message: "Import the sub-module, e.g. @pulumi/aws/rds: the root takes seven times as long.",
              allowTypeImports: true,
            },
            { name: "@pulumi/mongodbatlas", message: "Import the sub-module.", allowTypeImports: true },
          ],
        },
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
