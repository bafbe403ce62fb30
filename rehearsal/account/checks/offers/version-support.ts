import { supportEnds } from "../../published/support-ends";
import { day, endInWords, isPast, known, none, refused, warned } from "./offer";
import type { OfferCheck, Offered, OfferFindings } from "./offer";

/** How long AWS supports the version of a database, and for what price. */
export const databaseSupport: OfferCheck = {
  inputs: ["engineVersion", "engineLifecycleSupport"],
  find: (offered) => support(offered, known(offered.inputs, "engine")),
};

/** How long AWS supports the version of a cache, whose engine is Redis when the program gives none. */
export const cacheSupport: OfferCheck = {
  inputs: ["engineVersion"],
  find: (offered) => support(offered, known(offered.inputs, "engine") ?? "redis"),
};

function support({ inputs, olds, now }: Offered, engine = ""): OfferFindings {
  const version = known(inputs, "engineVersion") ?? "";
  const ends = supportEnds[engine];
  const [major, end] =
    Object.entries(ends?.versions ?? {}).find(([begins]) => version === begins || version.startsWith(`${begins}.`)) ??
    [];
  if (ends === undefined || end === undefined || major === undefined) return none;
  const isNew = version !== known(olds, "engineVersion");
  const over = (day: string) => isPast(dayAfter(day), now);
  const last = end.extended ?? end.standard;
  if (isNew && over(last)) {
    const reason = `InvalidParameterCombination: Cannot find version ${version} for ${engine}: its ${end.extended === undefined ? "" : "extended "}support ended on ${last}. To fix: use a later major version.`;
    return refused("engineVersion", reason, ends.source);
  }
  const isDisabled = known(inputs, "engineLifecycleSupport") === "open-source-rds-extended-support-disabled";
  if (isNew && isDisabled && over(end.standard)) {
    const reason = `InvalidParameterCombination: ${engine} ${major} is past its end of standard support, ${end.standard}, and extended support is disabled. To fix: use a later major version.`;
    return refused("engineLifecycleSupport", reason, ends.source);
  }
  const ending = endInWords(end.standard, now);
  if (ending === undefined) return none;
  const after =
    isDisabled || end.extended === undefined
      ? "RDS then upgrades it by itself"
      : "extended support is charged from then on";
  const advice = `The standard support of ${engine} ${major} ${ending}; ${after}. Use a later major version.`;
  return warned("engineVersion", advice, ends.source);
}

const dayAfter = (date: string): string => new Date(Date.parse(date) + day).toISOString().slice(0, 10);
