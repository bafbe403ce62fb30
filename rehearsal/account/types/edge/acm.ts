import type * as aws from "@pulumi/aws";
import { createHash } from "node:crypto";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, KeptResource, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { textOf, uuid } from "../wire-text";
import { bare, publicRecords, recordType } from "./route53-names";

const certificateType = "aws:acm/certificate:Certificate";
const validationType = "aws:acm/certificateValidation:CertificateValidation";

/** How another resource points at a certificate. */
export const certificateReference = {
  to: certificateType,
  by: "arn",
  missing: "CertificateNotFound",
  inUse: "ResourceInUseException",
} as const;

/** What ACM wants to find in DNS before it issues a certificate. */
interface ValidationOption {
  readonly domainName: string;
  readonly resourceRecordName: string;
  readonly resourceRecordType: string;
  readonly resourceRecordValue: string;
}

/** The names of a certificate, its own first, each once. */
function domainNames(inputs: Creation<aws.acm.CertificateArgs>["inputs"]): string[] {
  return [...new Set([textOf(inputs.domainName), ...(inputs.subjectAlternativeNames ?? [])])].filter((name) => name);
}

/**
 * A name and its wildcard are proved by one and the same record, and so is every further certificate of the same account
 * for that name, whatever its region (ACM User Guide, "DNS validation").
 */
function validationOptions({ inputs, account }: Creation<aws.acm.CertificateArgs>): ValidationOption[] {
  const digits = (length: number, purpose: string) =>
    createHash("sha256").update(`${account.accountId} ${purpose}`).digest("hex").slice(0, length);
  if (inputs.certificateBody !== undefined || inputs.validationMethod !== "DNS") return [];
  return domainNames(inputs).map((domainName) => {
    const proved = domainName.replace(/^\*\./, "");
    return {
      domainName,
      resourceRecordName: `_${digits(32, `name ${proved}`)}.${proved}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: `_${digits(32, `value ${proved}`)}.${digits(10, `zone ${proved}`)}.acm-validations.aws.`,
    };
  });
}

/** Whether a certificate can be served: imported, waited for, or with all the records ACM asked for in place. */
export function isIssued(account: AccountView, certificateArn: unknown): boolean {
  const certificate = account.find(certificateType, "arn", textOf(certificateArn));
  if (!certificate) return false;
  if (certificate.state.certificateBody !== undefined && certificate.state.certificateBody !== null) return true;
  if (account.find(validationType, "certificateArn", certificate.state.arn)) return true;
  const missing = missingRecords(account, certificate);
  return missing?.length === 0;
}

/**
 * The names ACM asked for that no public record answers with the value it asked for; undefined when it asks for none. A
 * record whose values are not known counts as an answer.
 */
function missingRecords(account: AccountView, certificate: KeptResource): string[] | undefined {
  const options = certificate.state.domainValidationOptions;
  if (!Array.isArray(options) || options.length === 0) return undefined;
  const records = publicRecords(account);
  const answers = (option: ValidationOption): boolean =>
    records.some(({ name, record: { state } }) => {
      const values = Array.isArray(state.records) ? state.records : undefined;
      const typed = state.type === undefined || state.type === option.resourceRecordType;
      return (
        name === bare(option.resourceRecordName) &&
        typed &&
        (values?.map(bare).includes(bare(option.resourceRecordValue)) ?? true)
      );
    });
  return (options as unknown as readonly ValidationOption[])
    .filter((option) => !answers(option))
    .map(({ resourceRecordName }) => resourceRecordName);
}

/** The issuers that a CAA record may name for Amazon's certificates (ACM user guide, "Set up a CAA record"). */
const amazon = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/** The first name of a certificate for which a CAA record, its own or the nearest above it, allows other issuers only. */
function forbiddenByCaa(account: AccountView, names: readonly string[]): string | undefined {
  const caa = publicRecords(account).filter(({ record }) => record.state.type === "CAA");
  return names.find((name) => {
    const labels = bare(name.replace(/^\*\./, "")).split(".");
    const nearest = labels
      .map((_, index) => labels.slice(index).join("."))
      .find((each) => caa.some((one) => one.name === each));
    const values = caa
      .filter((one) => one.name === nearest)
      .flatMap(({ record }) =>
        Array.isArray(record.state.records) ? record.state.records.map((value) => textOf(value)) : [],
      );
    const tagged = (tag: string) => values.filter((value) => value.split(/\s+/)[1] === tag);
    const wild = name.startsWith("*.") && tagged("issuewild").length > 0 ? tagged("issuewild") : tagged("issue");
    return wild.length > 0 && !wild.some((value) => amazon.some((issuer) => value.includes(`"${issuer}`)));
  });
}

/** A domain name of letters, digits and hyphens, with a wildcard allowed as its first label. */
const domain = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

function nameRefusal({ inputs }: Creation<aws.acm.CertificateArgs>): Refusal | undefined {
  const names = domainNames(inputs);
  const wrong = names.find((name) => !domain.test(name) || name.length > 253);
  if (wrong !== undefined) return { code: "ValidationException", message: `The domain name "${wrong}" is not valid.` };
  // RequestCertificate, "DomainName": the common name has at most 64 octets, the other names 253.
  if (textOf(inputs.domainName).length > 64) {
    return {
      code: "InvalidDomainValidationOptionsException",
      message:
        "The first domain name can be no longer than 64 characters; give a longer one as a subject alternative name.",
    };
  }
  // The quota of names per certificate that every account begins with.
  return names.length > 10
    ? { code: "LimitExceededException", message: `The certificate has ${names.length} names; the quota is 10.` }
    : undefined;
}

/** Mail goes to a name of the certificate or to a domain above it (ACM API reference, DomainValidationOption). */
function validationDomainRefusal({ inputs }: Creation<aws.acm.CertificateArgs>): Refusal | undefined {
  const names = domainNames(inputs);
  const wrong = (inputs.validationOptions ?? []).find(
    ({ domainName, validationDomain }) =>
      !names.includes(domainName) || (domainName !== validationDomain && !domainName.endsWith(`.${validationDomain}`)),
  );
  return wrong === undefined
    ? undefined
    : {
        code: "InvalidDomainValidationOptionsException",
        message: `The validation domain ${wrong.validationDomain} is neither ${wrong.domainName}, a name of the certificate, nor a domain above it.`,
      };
}

function sourceRefusal({ inputs }: Creation<aws.acm.CertificateArgs>): Refusal | undefined {
  return inputs.domainName === undefined && inputs.certificateBody === undefined
    ? { code: "ValidationException", message: "Give a domainName to request a certificate, or import one." }
    : undefined;
}

/** The hosted zone of one of a certificate's names that its parent does not delegate, or the name where all are missing. */
function notDelegated({ outside }: AccountView, { state }: KeptResource): string | undefined {
  const { delegationsMissing: missing } = outside;
  if (missing === "all") return textOf(state.domainName);
  const { subjectAlternativeNames: names } = state;
  const all = [textOf(state.domainName), ...(Array.isArray(names) ? names.map((name) => textOf(name)) : [])];
  return missing.find((zone) => all.some((name) => name === zone || name.endsWith(`.${zone}`)));
}

/** AWS waits until the records are found; what has no records here would be waited for in vain. */
function waitRefusal({ inputs, account }: Creation<aws.acm.CertificateValidationArgs>): Refusal | undefined {
  const certificate = account.find(certificateType, "arn", inputs.certificateArn);
  const lost = certificate?.state.type === "AMAZON_ISSUED" ? notDelegated(account, certificate) : undefined;
  if (lost !== undefined) {
    return {
      code: "CertificateValidationTimeout",
      // The provider's sentence (internal/service/acm/certificate_validation.go, waitCertificateIssued).
      message: `waiting for ACM Certificate (${textOf(inputs.certificateArn)}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION'). The domain ${lost} is not delegated.`,
    };
  }
  const missing = certificate && missingRecords(account, certificate);
  const names = certificate?.state.subjectAlternativeNames;
  const forbidden = forbiddenByCaa(account, Array.isArray(names) ? names.map((name) => textOf(name)) : []);
  if (forbidden !== undefined) {
    return {
      code: "CAA_ERROR",
      message: `One or more domain names have failed validation due to a Certification Authority Authorization (CAA) error: ${forbidden}.`,
    };
  }
  return missing === undefined || missing.length === 0
    ? undefined
    : {
        code: "CertificateValidationTimeout",
        message: `The certificate stays in PENDING_VALIDATION: no record for ${missing.join(", ")}.`,
      };
}

export const acm: ResourceTypes = {
  [certificateType]: resourceType<aws.acm.CertificateArgs, aws.acm.CertificateState>({
    title: "ACM Certificate",
    empty: { domainName: "", options: {} },
    id: (creation) => creation.arn("acm", `certificate/${uuid(creation)}`),
    taggable: true,
    defaults: { keyAlgorithm: "RSA_2048" },
    computed: {
      arn: ({ id }) => id,
      domainValidationOptions: validationOptions,
      subjectAlternativeNames: ({ inputs }) => domainNames(inputs),
      status: ({ inputs }) => (inputs.certificateBody === undefined ? "PENDING_VALIDATION" : "ISSUED"),
      type: ({ inputs }) => (inputs.certificateBody === undefined ? "AMAZON_ISSUED" : "IMPORTED"),
      validationMethod: () => "NONE",
      notBefore: () => "",
      notAfter: () => "",
      pendingRenewal: () => false,
      renewalEligibility: () => "INELIGIBLE",
      renewalSummaries: () => [],
      validationEmails: () => [],
    },
    secretOutputs: ["privateKey"],
    // hashicorp/terraform-provider-aws internal/service/acm/certificate.go
    unread: ["privateKey"],
    replaces: [
      "domainName",
      "subjectAlternativeNames",
      "validationMethod",
      "validationOptions",
      "keyAlgorithm",
      "certificateAuthorityArn",
    ],
    refuses: firstRefusal(sourceRefusal, nameRefusal, validationDomainRefusal),
  }),
  [validationType]: resourceType<aws.acm.CertificateValidationArgs, aws.acm.CertificateValidationState>({
    title: "ACM Certificate Validation",
    // The provider's id is the moment of issue; digits of the creation keep two of them apart.
    id: ({ hex }) => `2026-11-01 00:00:00.${String(parseInt(hex(7), 16)).padStart(9, "0")} +0000 UTC`,
    replaces: ["certificateArn", "validationRecordFqdns"],
    references: [
      { property: "certificateArn", to: certificateType, by: "arn", missing: "ResourceNotFoundException" },
      {
        property: "validationRecordFqdns[]",
        to: recordType,
        by: ["fqdn", "name"],
        missing: "CertificateValidationTimeout",
      },
    ],
    refuses: waitRefusal,
  }),
};
