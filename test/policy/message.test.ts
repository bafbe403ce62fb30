import fc from "fast-check";
import { findingMessage, parseMessage, undecidedMessage } from "../../policy/message";

const rule = fc.stringMatching(/^[a-z]+(-[a-z0-9]+){1,3}$/);
/** Any text, and texts made to be taken for a part of the message. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        ": found ", "; needed ", ". Change ", ": undecided: waits for ", ". Waived until ", " by ", ", because ",
        "\\", "\n", "\r", "n", ".", " ", ";", "a",
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join("")),
); // prettier-ignore
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const waiver = fc.option(fc.record({ lastDay: day, owner: text, reason: text }), { nil: undefined });

describe("a message", () => {
  it("gives back what went into it, whatever text that was: a finding", () => {
    fc.assert(
      fc.property(rule, text, text, text, text, waiver, (id, resource, found, needed, setting, waived) => {
        const message = findingMessage(id, { subject: { name: resource }, found, needed, setting }, waived);
        const shared = { rule: id, resource, found, needed, setting };
        expect(parseMessage(message)).toEqual({ ...shared, kind: "finding", ...(waived && { waiver: waived }) });
        expect(message).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives back what went into it: something undecided", () => {
    fc.assert(
      fc.property(rule, text, text, waiver, (id, resource, waitsFor, waived) => {
        const message = undecidedMessage(id, { subject: { name: resource }, waitsFor, unknown: true }, waived);
        const shared = { rule: id, resource, waitsFor };
        expect(parseMessage(message)).toEqual({ ...shared, kind: "undecided", ...(waived && { waiver: waived }) });
      }),
      { numRuns: 2000 },
    );
  });

  it("reads as a sentence where nothing has to be told apart", () => {
    const finding = { subject: { name: "queues" }, found: "TLS off", needed: "TLS on", setting: "transitEncryption" };
    const waived = { lastDay: "2026-12-31", owner: "platform team", reason: "the old client goes in December" };
    expect(findingMessage("redis-secure", finding, waived)).toBe(
      "[redis-secure] queues: found TLS off; needed TLS on. Change transitEncryption. Waived until 2026-12-31 by platform team, because the old client goes in December.",
    );
  });

  it.each([
    "",
    "can't run policy 'x' during preview",
    "[rule] resource: nothing known",
    "[Rule] a: found b; needed c.",
  ])("is not taken from other text: %j", (other) => {
    expect(parseMessage(other)).toBeUndefined();
  });
});
