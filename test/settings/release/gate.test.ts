import { lacksOf, personOf, rememberedOf, type ReleaseToJudge } from "../../../settings/release/gate";
import { idOf, readRecord } from "../../../settings/release/record";
import { signatories } from "../../../settings/release/statement";
import { keys, place, reason, signature, signatures, signed, stated, steps, toVerified, v1, v2 } from "./records";

const atStaging = { ...place, stack: "staging" };
const ofStaging = (lines: readonly string[]) => readRecord(lines.join("\n"), keys, atStaging);
const ofProduction = (lines: readonly string[]) => readRecord(lines.join("\n"), keys, place);
const toInProgress = (release: typeof v1) => toVerified(release).slice(0, 2);
const signedSteps = (...given: Parameters<typeof steps>) => steps(...given).map((one) => signed(one));

/** A release that lacks nothing. */
const ready: ReleaseToJudge = {
  ...place,
  ...v1,
  status: "in progress",
  own: ofProduction([...signedSteps(toInProgress(v1)), ...signatures(v1)]),
  staging: [ofStaging(signedSteps(toVerified(v1), atStaging))],
};
const what = (changed: Partial<ReleaseToJudge>) => lacksOf({ ...ready, ...changed }).map((lack) => lack.what);

describe("what keeps a release from production", () => {
  it("is nothing where staging verified its digest and four people signed it", () => {
    expect(lacksOf(ready)).toEqual([]);
  });

  it("is a digest that the settings do not name, or name otherwise than the record", () => {
    expect(lacksOf({ ...ready, digest: undefined })).toEqual([
      {
        what: "the digest of v1.0.0",
        who: "the person who deploys",
        fix: "set ahava-healthcare.release.digest to the digest of the image that staging verified",
      },
    ]);
    expect(what({ digest: v2.digest })).toEqual([
      `a proposal of v1.0.0 (${v2.digest}): the record has v1.0.0 (${v1.digest})`,
    ]);
    expect(what({ own: ofProduction([]) })).toEqual([`a proposal of v1.0.0 (${v1.digest}): the record has nothing`]);
  });

  it.each(signatories)("is a missing or revoked signature of %s, with the command that gives it", (role) => {
    const others = signatories.filter((one) => one !== role).map((one) => signed(signature(one, v1), one));
    const without = [...signedSteps(toInProgress(v1)), ...others];
    expect(lacksOf({ ...ready, own: ofProduction(without) })).toEqual([
      {
        what: `the signature of ${role}`,
        who: role,
        fix: `npm run release -- sign --role ${role} --stage production --system ahava-healthcare`,
      },
    ]);
    const own = signature(role, v1);
    const revoked = signed(stated({ kind: "revoked", signature: idOf(own), reason, by: "arn:of-one" }), role);
    expect(what({ own: ofProduction([...without, signed(own, role), revoked]) })).toEqual([
      `the signature of ${role}, revoked by arn:of-one: ${reason}`,
    ]);
  });

  it("is a signature of the same version with another digest", () => {
    const other = { ...v1, digest: v2.digest };
    const own = ofProduction([...signedSteps(toInProgress(v1)), ...signatures(other)]);
    expect(what({ own })).toEqual(signatories.map((role) => `the signature of ${role}`));
  });

  it("is one person who signed for two roles, unless the settings allow it", () => {
    const by = "arn:aws:sts::000000000000:assumed-role/AWSReservedSSO_Security/one@rehearsal.test";
    const alike = signatories.map((role) => {
      const statement = signature(role, v1);
      const same = role === "product" ? by : by.replace("Security", "Support");
      return signed(role === "product" || role === "support" ? { ...statement, by: same } : statement, role);
    });
    const own = ofProduction([...signedSteps(toInProgress(v1)), ...alike]);
    expect(what({ own })).toEqual([
      "signatures of different people: one@rehearsal.test signed for product and support",
    ]);
    expect(what({ own, samePerson: true })).toEqual([]);
    expect(personOf("arn:aws:iam::000000000000:user/one")).toBe("arn:aws:iam::000000000000:user/one");
  });

  it("is a verification that staging does not have, of another digest, or in a damaged record", () => {
    const lack = `a verification of ${v1.digest} on staging`;
    expect(what({ staging: [] })).toEqual([lack]);
    expect(what({ staging: [ofStaging(signedSteps(toVerified(v1).slice(0, 3), atStaging))] })).toEqual([lack]);
    expect(what({ staging: [ofStaging(signedSteps(toVerified({ ...v1, digest: v2.digest }), atStaging))] })).toEqual([
      lack,
    ]);
    const damaged = ofStaging([...signedSteps(toVerified(v1), atStaging), "{}"]);
    expect(what({ staging: [damaged] })).toEqual([`${lack} in an intact record (line 5 is no signed entry)`]);
  });

  it("is a start that was never recorded, and a status in the settings without its evidence", () => {
    const proposed = [...signedSteps(toVerified(v1).slice(0, 1)), ...signatures(v1)];
    expect(what({ own: ofProduction(proposed) })).toEqual(['a start: the record says "ready"']);
    expect(what({ status: "verified" })).toEqual(['evidence of the status "verified": the record says "in progress"']);
  });

  it("is a damaged record, and an older copy of the record", () => {
    const lines = [...signedSteps(toInProgress(v1)), ...signatures(v1)];
    const revoked = signed(stated({ kind: "revoked", signature: idOf(signature("support", v1)), reason }), "support");
    const remembered = rememberedOf(ofProduction([...lines, revoked]));
    const file = "releases/production.ahava-healthcare.jsonl";
    expect(what({ own: ofProduction([...lines, "no entry"]) })).toEqual([
      `an intact record: ${file}: line 7 is no signed entry`,
    ]);
    expect(what({ own: ofProduction(lines), remembered })).toEqual([
      `the newest record: ${file} is an older copy, without the entry ${remembered.revocations[0]!}`,
    ]);
    expect(what({ own: ofProduction(lines.slice(0, 1)), remembered })).toHaveLength(2);
  });

  it("is nothing for a rollback to a version that was verified here, without signatures and without staging", () => {
    const back = [
      ...toVerified(v1),
      ...toVerified(v2).slice(0, 3),
      { kind: "rolled back", ...v1, reason, database: "unchanged" },
    ] as const;
    const own = ofProduction(signedSteps(back));
    expect(own.faults).toEqual([]);
    expect(what({ own, staging: [] })).toEqual([]);
    expect(what({ ...v2, own, staging: [] })).toHaveLength(1);
  });
});
