import { z } from "zod";
import { release } from "../fields/image";
import { listOf, oneOf, section, text, yesOrNo } from "../fields/field";
import { teamName } from "../fields/team-name";
import { day } from "../fields/time";
import { publicKeyOf } from "../release/keys";
import { reasonFault } from "../rotation/reason";
import { onChange } from "../standing/change-rule";

/** Days that an exception may last: long enough to repair a release properly (our default). */
export const longestException = 7;

/** A release that production takes without what it lacks. */
export interface ReleaseException {
  readonly system: string;
  readonly version: string;
  readonly reason: string;
  readonly owner: string;
  /** In UTC: `2026-12-01`. */
  readonly lastDay: string;
}

/** Whether an exception counts: today is at most its last day, and that is not too far away. */
export function exceptionCounts({ lastDay }: Pick<ReleaseException, "lastDay">, now: Date): boolean {
  const days = (Date.parse(lastDay) - Date.parse(now.toISOString().slice(0, 10))) / 86_400_000;
  return days >= 0 && days <= longestException;
}

function publicKeys(of: string) {
  const key = text(
    `a public key on the curve P-256 in base64, of ${of}: aws kms get-public-key --query PublicKey --output text`,
    (value) => publicKeyOf(value) !== undefined,
  );
  return listOf(key, { of: "public keys, the newest first" }).optional();
}

/** An emergency exception for a release with missing requirements. */
function exception<System extends string>(systems: readonly System[]) {
  return section({
    /** The system. */
    system: oneOf(systems as readonly [System, ...System[]]),
    /** The version it applies to. */
    version: release(),
    /** The reason, in words. */
    reason: text("10 to 300 characters without a secret", (value) => reasonFault(value) === undefined),
    /** The team that answers for it. */
    owner: teamName(),
    /** Its last day, in UTC. */
    lastDay: day("on which the exception ends"),
  });
}

/** The signing keys of releases, and exceptions (docs/decisions/0060-release-record.md). */
export function releases<System extends string>(systems: readonly System[]) {
  return onChange(
    section({
      /** The public keys by which the program verifies the entries of the records in releases/. */
      keys: section({
        product: publicKeys("product (DS-GO-01)"),
        engineering: publicKeys("engineering (DS-GO-02)"),
        security: publicKeys("security (DS-GO-03)"),
        support: publicKeys("support (DS-GO-04)"),
        pipeline: publicKeys("the pipeline that deploys and verifies this stage"),
        staging: publicKeys("the pipeline of staging, whose verification production relies on"),
      }).prefault({}),
      /** Whether each role must be signed by another person. @default true */
      separatePersons: yesOrNo(undefined, "AH-GO-12").default(true),
      /** Exceptions for releases with missing requirements. @default none */
      exceptions: z
        .array(exception(systems), { error: "a list of mappings with system, version, reason, owner, lastDay" })
        .default([]),
    }).prefault({}),
    { effect: "Changes which releases the program accepts; changes no resource." },
  );
}
