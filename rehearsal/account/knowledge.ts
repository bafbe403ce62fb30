import { coverageOf } from "./checks/coverage";
import { cacheParametersSource } from "./published/cache-parameters";
import { extensionParametersSource, ownParametersSource } from "./published/database-parameters";
import { closedLists } from "./published/closed-lists";
import { inputTypes } from "./published/input-types";
import { serviceModels } from "./published/models";
import { offers } from "./published/offers";
import { postgresParameters } from "./published/postgres-parameters";
import { publishedSets } from "./published/set-inputs";
import { supportEnds } from "./published/support-ends";
import { managedRuleGroups } from "./published/web-firewall-groups";
import { quotas } from "./quotas/quotas";
import { resourceTypes } from "./types";

/** How far the account knows one class of what AWS, Atlas or a provider refuses. */
export interface Knowledge {
  /** How much: "1,081 rules". */
  readonly amount: string;
  /** Packages with their versions, and pages; each once, in order. */
  readonly sources: readonly string[];
}

/** What the account goes by, by class. */
export interface AccountKnowledge {
  readonly types: Knowledge;
  readonly inputs: Knowledge;
  readonly models: Knowledge;
  readonly provider: Knowledge;
  readonly lists: Knowledge;
  readonly quotas: Knowledge;
  readonly reads: Knowledge;
}

/** Counts what the account goes by, and names where each part is from. */
export function accountKnowledge(): AccountKnowledge {
  const tokens = Object.keys(resourceTypes);
  const coverage = coverageOf(tokens);
  const sum = (count: (each: (typeof coverage)[number]) => number) =>
    coverage.reduce((total, each) => total + count(each), 0);
  const bound = coverage.filter(({ operations }) => operations.length > 0);
  const fromSource = sum(({ provider }) => provider.fromSource + provider.customizeDiff);
  const rules = sum(({ provider }) => provider.rules + provider.customizeDiff);
  return {
    types: {
      amount: `${number(tokens.length)} resource types`,
      sources: ["the descriptions in rehearsal/account/types"],
    },
    inputs: {
      amount: `${number(inputTypes().objects.reduce((total, each) => total + Object.keys(each).length, 0))} inputs`,
      sources: inputTypes().source,
    },
    models: {
      amount: `${number(sum(({ constrained }) => constrained.length))} of ${number(sum(allInputs))} inputs, on ${number(bound.length)} types`,
      sources: distinct(serviceModels().flatMap(({ source }) => source)),
    },
    provider: {
      amount: `${number(rules)} rules, ${number(fromSource)} of them read in a provider's source`,
      sources: distinct(coverage.flatMap(({ provider }) => provider.sources.map(originOf))),
    },
    lists: {
      amount: `${number(sum(({ listed }) => listed.length))} inputs`,
      sources: distinct(
        [
          offers().source,
          ...sourcesIn(closedLists()),
          ...sourcesIn(postgresParameters()),
          managedRuleGroups.source,
          ownParametersSource,
          extensionParametersSource,
          cacheParametersSource,
          ...Object.values(supportEnds).map(({ source }) => source),
        ].map(packageOf),
      ),
    },
    quotas: {
      amount: `${number(quotas.length)} quotas`,
      sources: ["the page or thread of each, in rehearsal/account/quotas"],
    },
    reads: {
      amount: readsInWords(coverage),
      sources: ["hashicorp/terraform-provider-aws, the file of each in rehearsal/account/read", publishedSets().source],
    },
  };
}

function readsInWords(coverage: ReturnType<typeof coverageOf>): string {
  const known = coverage.flatMap(({ read }) => read ?? []);
  const otherwise = known.reduce((total, { properties }) => total + properties.length, 0);
  return `the files of ${number(known.length)} types, with ${number(otherwise)} inputs that AWS reports otherwise; the order of sets on ${number(Object.keys(publishedSets().types).length)} types`;
}

const allInputs = ({ constrained, free, unmodelled }: ReturnType<typeof coverageOf>[number]): number =>
  constrained.length + free.length + unmodelled.length;

const number = (value: number): string => value.toLocaleString("en-US");

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** A source without its file and commit: the repository, or the package with its version. */
const packageOf = (source: string): string => source.replace(/ internal\/.*$|, documentation.*$/, "");

/** The repository or the package of a provider's rule; the many pages of the vendors stand together. */
const originOf = (source: string): string =>
  /^(@pulumi|hashicorp|mongodb)\//.test(source)
    ? packageOf(source)
    : "API references and guides, each named in its rule";

/** Every `source` of a tree of data. */
function sourcesIn(data: unknown): readonly string[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    if (key !== "source") return sourcesIn(value);
    return [value].flat().flatMap((source) => String(source).split(" and "));
  });
}
