import { counted } from "../readiness/render/wording";
import { minuteOf } from "../settings/rotation/minute";
import type { Verdict } from "../verify/outcome";
import type { Result, RowVerdict, Verification, VerifiedSystem } from "../verify/result";
import { colours as pc } from "./colours";

const words: Readonly<Record<Verdict, { readonly word: string; readonly paint: (text: string) => string }>> = {
  passed: { word: "passed", paint: pc.green },
  failed: { word: "FAILED", paint: pc.red },
  unknown: { word: "unknown", paint: pc.yellow },
};

/** A verification for display: a line for each passed probe, and for every other check the found and required result. */
export function verificationText(verification: Verification): string {
  const { stage, begun, by, systems, results } = verification;
  return [
    `${pc.bold(`Verification of ${stage}`)}, ${minuteOf(new Date(begun))}, by ${by}`,
    ...systems.flatMap((system) => ["", ...systemLines(system, results)]),
    "",
    rowsLine(verification),
    verdictLine(verification),
  ].join("\n");
}

function systemLines({ system, version, digest }: VerifiedSystem, results: readonly Result[]): readonly string[] {
  const own = results.filter((result) => result.system === system);
  const probes = [...new Set(own.map(({ probe }) => probe))];
  const width = Math.max(0, ...probes.map((probe) => probe.length));
  const name = [system, version, digest].filter((part) => part !== undefined).join(" ");
  return [
    pc.bold(name),
    ...probes.flatMap((probe) => {
      const checks = own.filter((result) => result.probe === probe);
      const passed = checks.filter(({ verdict }) => verdict === "passed");
      return [
        ...(passed.length === 0 ? [] : [lineOf("passed", probe.padEnd(width), passedText(passed))]),
        ...checks.filter(({ verdict }) => verdict !== "passed").flatMap((result) => openLines(result, width)),
      ];
    }),
  ];
}

function lineOf(verdict: Verdict, probe: string, text: string): string {
  const { word, paint } = words[verdict];
  return `  ${paint(word.padEnd(7))}  ${probe}  ${text}`.trimEnd();
}

function passedText(passed: readonly Result[]): string {
  const [first] = passed;
  return passed.length === 1
    ? (first?.measured ?? "")
    : `at ${counted(passed.length, "address")}`.replace("addresss", "addresses");
}

function openLines(
  { verdict, probe, address, measured, wanted, rows, partOf }: Result,
  width: number,
): readonly string[] {
  const about = [...rows, ...partOf];
  return [
    lineOf(verdict, probe.padEnd(width), address),
    `           found   ${measured}`,
    `           wanted  ${wanted}`,
    ...(about.length === 0 ? [] : [`           rows    ${about.join(", ")}`]),
  ];
}

function rowsLine({ rows, notProbed }: Verification): string {
  const many = (verdict: RowVerdict) => rows.filter((row) => row.verdict === verdict).length;
  const said = (["passed", "failed", "unknown", "passed in part"] as const)
    .filter((verdict) => many(verdict) > 0)
    .map((verdict) => `${many(verdict)} ${verdict}`);
  return [
    `Checklist rows: ${said.join(", ")}.`,
    ...(notProbed.length === 0
      ? []
      : [`${counted(notProbed.length, "row")} that need a verification have no probe here; --json lists them.`]),
  ].join(" ");
}

function verdictLine({ stage, verdict, results, begun, ended }: Verification): string {
  const many = (one: Verdict) => results.filter((result) => result.verdict === one).length;
  const seconds = Math.round((Date.parse(ended) - Date.parse(begun)) / 1000);
  const { word, paint } = words[verdict];
  return `${paint(word.toUpperCase())}  ${stage}: ${many("failed")} failed, ${many("unknown")} unknown, ${many("passed")} passed, in ${seconds} s`;
}
