import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { gatheredEvidence } from "../../../readiness/report/gathered-evidence";
import { readinessMarkdown } from "../../../readiness/report/markdown";
import { readinessPage } from "../../../readiness/report/page/page";
import { settleRow } from "../../../readiness/report/settle-row";
import { row } from "../../../checklist";
import { idOf } from "../../../settings/release/record";
import { readinessOf } from "../../../readiness/report/readiness";
import { choose, copyStageFiles } from "../../settings/filled-in";
import { reason, signature, signatures, signed, stated, steps, toVerified, v1 } from "../../settings/release/records";
import { deployedState, project } from "./evidence-of-staging";

// A record of production, whose keys are those of the rehearsal; the state that it is held against runs its digest.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-evidence-"));
const now = new Date("2026-11-30T12:00:00Z");
const about = (system: string) => ({ stack: "production", system });

beforeAll(() => {
  copyStageFiles(folder);
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** The state of a row by the record of its system alone. */
function settled(id: string, system: string, lines: readonly string[]) {
  const name = path.join(folder, `production.${system}.jsonl`);
  fs.writeFileSync(name, lines.join("\n"));
  const gathered = gatheredEvidence("production", { evidence: [name] }, now, folder);
  const state = { ...deployedState({ image: `v1.0.0@${v1.digest}` }), stack: "production" };
  const { state: found, why, rehearsed } = settleRow(row(id), { project, gathered: { ...gathered, state } });
  return { found, why, rehearsed };
}

const resigned = (system: string) => signatures(v1, about(system));

describe("a record of releases as evidence", () => {
  it.each(["DS-GO-01", "DS-GO-02", "DS-GO-03", "DS-GO-04"])("settles %s by the signature of its role", (id) => {
    const begun = steps(toVerified(v1), about("doctor-system")).map((one) => signed(one));
    expect(settled(id, "doctor-system", begun).found).toBe("manual");
    const all = [...begun, ...resigned("doctor-system")];
    expect(settled(id, "doctor-system", all)).toMatchObject({ found: "met", rehearsed: true });
  });

  it("settles AH-GO-12 by all four signatures, and no longer once one is revoked", () => {
    const begun = steps(toVerified(v1), about("ahava-healthcare")).map((one) => signed(one));
    const all = [...begun, ...resigned("ahava-healthcare")];
    expect(settled("AH-GO-12", "ahava-healthcare", all.slice(0, -1)).found).toBe("manual");
    expect(settled("AH-GO-12", "ahava-healthcare", all).found).toBe("met");
    const support = idOf(signature("support", v1, about("ahava-healthcare")));
    const revoked = signed(
      stated({ kind: "revoked", signature: support, reason }, about("ahava-healthcare")),
      "support",
    );
    expect(settled("AH-GO-12", "ahava-healthcare", [...all, revoked]).found).toBe("manual");
  });

  it("settles contacts and drills while they are fresh, and not by a drill that failed", () => {
    const at = about("ahava-healthcare");
    const contact = (when: string) =>
      signed(stated({ kind: "contact", duty: "security", reach: "security@rehearsal.test", at: when }, at), "security");
    const drill = (result: "passed" | "failed") =>
      signed(
        stated(
          {
            kind: "drilled",
            drill: "rollback",
            heldAt: "2026-11-20T09:00:00Z",
            result,
            measured: "back after four minutes",
          },
          at,
        ),
        "support",
      );
    expect(settled("AH-CON-02", at.system, [contact("2026-11-29T12:00:00Z")]).found).toBe("met");
    expect(settled("AH-CON-02", at.system, [contact("2026-01-29T12:00:00Z")]).found).toBe("manual");
    expect(settled("AH-CON-01", at.system, [contact("2026-11-29T12:00:00Z")]).found).toBe("manual");
    expect(settled("AH-GO-08", at.system, [drill("passed")]).found).toBe("met");
    expect(settled("AH-GO-08", at.system, [drill("failed")]).found).toBe("failed");
  });

  it("settles MP-MON-07 by who is on call at med-platform", () => {
    const at = about("med-platform");
    const onCall = { kind: "contact", duty: "on-call", reach: "https://rotation.rehearsal.test" } as const;
    const contact = signed(stated({ ...onCall, at: "2026-11-29T12:00:00Z" }, at), "support");
    expect(settled("MP-MON-07", at.system, []).found).toBe("manual");
    expect(settled("MP-MON-07", at.system, [contact]).found).toBe("met");
  });

  it("is refused where it is damaged, or named otherwise", () => {
    expect(() => settled("DS-GO-01", "doctor-system", ["{}"])).toThrow("given    line 1 is no signed entry");
    expect(() => settled("DS-GO-01", "doctor", [])).toThrow("is not named as a record of releases");
  });
});

it("the report shows the releases that the settings let through, and whether each still counts", () => {
  const exception = {
    system: "med-platform",
    version: "v1.2.3",
    reason: "a patient could not sign in",
    owner: "platform",
  };
  const exceptions = ["2026-12-02", "2026-11-29"].map((lastDay) => ({ ...exception, lastDay }));
  choose(folder, "production", { "release/exceptions": exceptions });
  const shown = readinessOf({ project, gathered: gatheredEvidence("production", {}, now, folder) });
  expect(shown.exceptions).toEqual([
    { ...exceptions[0], counts: true },
    { ...exceptions[1], counts: false },
  ]);
  expect(readinessMarkdown(shown)).toContain(
    "| v1.2.3 | a patient could not sign in | platform | 2026-11-29, does not count |",
  );
  expect(readinessPage(shown, (file) => file)).toContain("med-platform v1.2.3, until 2026-12-02, owner platform");
  expect(readinessPage({ ...shown, exceptions: [] }, (file) => file)).not.toContain("Releases without what they lack");
});
