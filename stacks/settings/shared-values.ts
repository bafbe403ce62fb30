import { type Fault, shown } from "../../settings/faults/fault";
import { overlap, shareHost } from "../../settings/fields/address";
import { type Path, valueAt } from "../../settings/fields/field";
import { isPlaceholder } from "../../settings/fields/placeholder";
import type { OtherStack } from "./source";
import { declarations, fileKeys, type System } from "./systems";

/** A value that a system has to itself. */
interface OwnValue {
  readonly system: System;
  /** The keys of the schema that lead to it. */
  readonly path: Path;
  readonly value: string;
}

/** The faults of values that another stack, or another system of the same one, has as well and only one can have. */
export function sharedValues(tree: unknown, otherStacks: readonly OtherStack[] = []): Fault[] {
  const account = valueAt(tree, ["aws", "accountId"]);
  const sameAccount = otherStacks.filter(({ accountId }) => accountId !== undefined && accountId === account);
  return [
    ...sharedAddresses(tree, otherStacks),
    ...sharedSystems(tree, sameAccount),
    ...sharedDomains(tree, otherStacks),
    ...sharedNames(tree, sameAccount),
  ];
}

/** Two stacks with an address in common could never be peered, nor reached through one VPN. */
function sharedAddresses(tree: unknown, otherStacks: readonly OtherStack[]): Fault[] {
  const path = ["network", "cidr"];
  const cidr = valueAt(tree, path);
  if (typeof cidr !== "string") return [];
  return otherStacks
    .filter((other) => overlap(cidr, other.cidr))
    .map((other) => ({
      path,
      given: shown(cidr),
      allowed: `a range that does not overlap ${other.cidr}, the network of ${other.file}`,
      fix: "choose another range; the second number is the usual place to differ, as in 10.20.0.0/16 and 10.30.0.0/16",
    }));
}

/** A system's names start with its stage, in any stack: two in one account would conflict (decision 25). */
function sharedSystems(tree: unknown, sameAccount: readonly OtherStack[]): Fault[] {
  const stage = valueAt(tree, ["stage"]);
  const listed = valueAt(tree, ["systems"]);
  if (!Array.isArray(listed)) return [];
  return sameAccount
    .filter((other) => other.stage === stage)
    .flatMap(({ file, systems = [] }) =>
      systems
        .filter((system) => listed.includes(system))
        .map((system) => ({
          path: ["systems"],
          given: shown(listed),
          allowed: `systems that no other stack of this account has in ${String(stage)}; ${file} has ${system}`,
          fix: `remove ${system} from systems in one of the two and deploy that first, or use separate accounts (docs/deploy.md, "One system alone")`,
        })),
    );
}

/** Two stacks, or two systems, with a host in common would answer for each other (DS-ENV-01..03). */
function sharedDomains(tree: unknown, otherStacks: readonly OtherStack[]): Fault[] {
  const own = ownValues(tree, () => [["domain"]]);
  const fault = (path: Path, domain: string, allowed: string): Fault => ({
    path: fileKeys(path),
    given: shown(domain),
    allowed,
    fix: "use a different domain for each stage and system, such as staging.clinic.test and clinic.test",
  });
  return own.flatMap(({ path, value }, index) => [
    ...own
      .slice(0, index)
      .filter((earlier) => shareHost(value, earlier.value))
      // One of them is enough: the domain must change anyway.
      .slice(0, 1)
      .map((earlier) =>
        fault(path, value, `a domain that no other system uses; ${sharer(value, earlier.value, earlier.system)}`),
      ),
    ...otherStacks.flatMap(({ file, domains = [] }) =>
      domains
        .filter((other) => shareHost(value, other))
        .map((other) => fault(path, value, `a domain that no other stack uses; ${sharer(value, other, file)}`)),
    ),
  ]);
}

function sharer(domain: string, other: string, owner: string): string {
  return `${owner} has ${domain === other ? "this one" : other}`;
}

/** A custom name must be unique in an account. */
function sharedNames(tree: unknown, sameAccount: readonly OtherStack[]): Fault[] {
  return ownValues(tree, ({ givenNames = [] }) => givenNames).flatMap(({ path, value }) =>
    sameAccount
      .filter(({ names = [] }) => names.includes(value))
      .map(({ file }) => ({
        path: fileKeys(path),
        given: shown(value),
        allowed: `a name that no other stack of this account uses; ${file} has this one`,
        fix: "start it with the name of the stage",
      })),
  );
}

/** The values at some paths of each system's section, as far as they are chosen. */
function ownValues(tree: unknown, paths: (declaration: (typeof declarations)[number]) => readonly Path[]): OwnValue[] {
  return declarations.flatMap((declaration) =>
    paths(declaration).flatMap((below): OwnValue[] => {
      const path = [declaration.key, ...below];
      const value = valueAt(tree, path);
      const isChosen = typeof value === "string" && !isPlaceholder(value);
      return isChosen ? [{ system: declaration.name, path, value }] : [];
    }),
  );
}
