import path from "node:path";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { rules } from "../../policy/index";
import { parseMessage } from "../../policy/message";
import { Pack } from "../../policy/pack";
import type { Diagnostic } from "../../policy/pack";
import { ResponseWriter } from "../../policy/server/response";
import { findingOf } from "../../readiness/finding";
import { inStack, resource, unknown, urnOf } from "./harness";

const instance = "aws:rds/instance:Instance";
const folder = path.resolve(__dirname, "../../policy");

/** A pack as it runs under the engine, in a preview unless told otherwise. */
function packFor(run: { readonly forPeople: boolean; readonly dryRun?: boolean; readonly strict?: boolean }): Pack {
  const environment = { CARE_PLATFORM_POLICY_STRICT: run.strict === true ? "1" : "0" };
  const pack = new Pack(rules, { environment, folder, today: "2026-11-25", forPeople: run.forPeople });
  pack.configureStack({ stack: "production", tags: new Map(), dryRun: run.dryRun ?? true });
  pack.configure(new Map());
  return pack;
}

const database = (index: number) =>
  resource(
    instance,
    { publiclyAccessible: unknown, storageEncrypted: unknown },
    { urn: urnOf(instance, `db${index}`) },
  );
const stack = [inStack("pulumi:pulumi:Stack", "stack", {})];
const undecidedIn = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ message }) => parseMessage(message)?.kind === "undecided");

/** What a pack says of so many databases, of which little is known: of each as it comes, and of the stack at the end. */
function said(pack: Pack, databases: number) {
  const alone = Array.from({ length: databases }, (_, index) => pack.analyze(database(index)).diagnostics).flat();
  return { alone, atTheEnd: pack.analyzeStack(stack).diagnostics };
}

describe("open questions of a preview", () => {
  it("are one line with their number where people read it, and no finding is lost", () => {
    const each = said(packFor({ forPeople: false }), 30);
    const summed = said(packFor({ forPeople: true }), 30);
    const count = undecidedIn([...each.alone, ...each.atTheEnd]).length;
    expect(count).toBeGreaterThan(50);
    expect(undecidedIn([...summed.alone, ...summed.atTheEnd])).toEqual([]);
    expect(summed.atTheEnd.filter(({ rule }) => rule.id === "undecided")).toEqual([
      {
        rule: { id: "undecided", title: expect.any(String) as string, severity: "low" },
        level: "advisory",
        urn: stack[0]!.urn,
        message: expect.stringMatching(
          new RegExp(
            `^${count} checks of \\d+ rules are undecided because .* rds-\\S+ 30.*CARE_PLATFORM_POLICY_UNDECIDED=each`,
          ),
        ) as string,
      },
    ]);
    const findings = ({ alone, atTheEnd }: typeof each) =>
      [...alone, ...atTheEnd]
        .map(({ message }) => message)
        .filter((message) => parseMessage(message)?.kind === "finding");
    expect(findings(summed)).toEqual(findings(each));
  });

  it("are said one by one where they are few, at the end and as nothing grave", () => {
    const { alone, atTheEnd } = said(packFor({ forPeople: true }), 1);
    expect(undecidedIn(alone)).toEqual([]);
    expect(undecidedIn(atTheEnd).map(({ message }) => message)).toContain(
      "[rds-private] subject: undecided: waits for publiclyAccessible.",
    );
    expect(undecidedIn(atTheEnd).map(({ severity }) => severity)).toEqual(undecidedIn(atTheEnd).map(() => "low"));
  });

  it("are said at once where they block, and at the end, each with its rule's severity, where a program reads", () => {
    const privateOf = (diagnostics: readonly Diagnostic[]) => diagnostics.find(({ rule }) => rule.id === "rds-private");
    const blocking = said(packFor({ forPeople: true, dryRun: false, strict: true }), 1);
    expect(privateOf(blocking.alone)).toMatchObject({ level: "mandatory" });
    const read = said(packFor({ forPeople: false }), 1);
    expect(privateOf(read.alone)).toBeUndefined();
    expect(privateOf(read.atTheEnd)).toMatchObject({ level: "advisory" });
    expect(privateOf(read.atTheEnd)?.severity).toBeUndefined();
  });

  it("are counted anew in each run over the stack", () => {
    const pack = packFor({ forPeople: true });
    said(pack, 30);
    expect(pack.analyzeStack(stack).diagnostics.filter(({ rule }) => rule.id === "undecided")).toEqual([]);
  });
});

describe("a finding where people read it", () => {
  const finding = (id: string, props: object) =>
    packFor({ forPeople: true })
      .analyze(resource(instance, props))
      .diagnostics.find(({ rule }) => rule.id === id)!;

  it("names its page and the waiver file", () => {
    expect(finding("rds-multi-az", { multiAz: false }).hint).toBe(
      "Set multiAz: true. See docs/policies.md#rds-multi-az. To accept it until a date, add a waiver to policy/waivers/production.yaml.",
    );
    expect(finding("rds-private", { publiclyAccessible: true }).hint).toBe(
      "Set publiclyAccessible: false, and connect to the database from inside the VPC. See docs/policies.md#rds-private. This finding cannot be waived.",
    );
  });

  it("says so in a second line of the message, which a report of the same event leaves out", () => {
    const diagnostic = finding("rds-multi-az", { multiAz: false });
    const description = { name: "care-platform-checklist", version: "1.0.0", displayName: "C", description: "C." };
    const written = new ResponseWriter(description).write({
      diagnostics: [diagnostic],
      otherTypes: [],
      notApplicable: [],
    });
    const [shown] = analyzer.AnalyzeResponse.deserializeBinary(written).getDiagnosticsList();
    expect(shown?.getMessage()).toBe(`${diagnostic.message}\n${diagnostic.hint ?? ""}`);
    const event = {
      message: shown?.getMessage() ?? "",
      policyName: "rds-multi-az",
      policyPackName: "care-platform-checklist",
      policyPackVersion: "1.0.0",
      enforcementLevel: "mandatory",
      color: "never",
    };
    expect(findingOf(event)).toMatchObject({
      kind: "mandatory",
      message: diagnostic.message,
      found: "multiAz false",
      setting: "multiAz",
    });
  });

  it("says nothing more where a program reads, or where it is waived", () => {
    const [plain] = packFor({ forPeople: false }).analyze(resource(instance, { publiclyAccessible: true })).diagnostics;
    expect(plain?.hint).toBeUndefined();
  });
});

describe("what a finding about a deployment says", () => {
  const balancer = inStack("aws:lb/loadBalancer:LoadBalancer", "edge", { arn: "arn:lb" });
  const hint = (dryRun: boolean) =>
    packFor({ forPeople: true, dryRun })
      .analyzeStack([...stack, balancer])
      .diagnostics.find(({ rule }) => rule.id === "alb-https-listener")?.hint;

  it("is that it exists and how to take it back, and of a preview it is not", () => {
    expect(hint(false)).toContain("The resources of this update exist: fix the program and run `pulumi up` again");
    expect(hint(true)).not.toContain("exist");
  });
});

describe("what a run shows beside its findings", () => {
  const lines = (name: string, types: readonly string[], tags = new Map<string, string>()) => {
    const pack = new Pack(rules, { environment: {}, folder, today: "2026-11-25", forPeople: true });
    pack.configureStack({ stack: name, tags, dryRun: true });
    const others = types.map((type, index) => inStack(type, `other-${index}`, {}));
    return pack
      .analyzeStack([...stack, ...others])
      .diagnostics.filter(({ rule }) => /^(stage|unwatched)$/.test(rule.id));
  };

  it("is the stage that a stack is held to, where nothing tells it", () => {
    expect(lines("dev", []).map(({ message, level }) => [level, message])).toEqual([
      [
        "advisory",
        "The stack dev is checked as production: neither its name nor a stack tag contains its stage. If it is another, set CARE_PLATFORM_POLICY_STAGE, or the stack tag stage, to development or staging.",
      ],
    ]);
    expect(lines("staging", [])).toEqual([]);
    expect(lines("dev", [], new Map([["stage", "development"]]))).toEqual([]);
  });

  it("is how many resources no rule looks at, for each service", () => {
    const types = [
      "aws:eks/cluster:Cluster",
      "aws:eks/nodeGroup:NodeGroup",
      "aws-native:mq:Broker",
      "random:index/randomId:RandomId",
    ];
    expect(lines("staging", [...types, "aws:rds/instance:Instance"]).map(({ message }) => message)).toEqual([
      "3 of 6 resources are of types that no rule checks: eks 2, aws-native mq 1. Only known forms of credentials are looked for in them.",
    ]);
  });
});
