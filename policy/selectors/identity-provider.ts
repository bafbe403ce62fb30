import type { NarrowValue } from "./conditions";
import { fixedBeginning, isFixed } from "./iam-pattern";

/** The required conditions of a role's trust for an identity provider, so that it names some of its identities. */
export interface TrustedProvider {
  /** The prefix of the provider's condition keys: "token.actions.githubusercontent.com". */
  readonly name: string;
  /** The required condition, in words. */
  readonly needed: string;
  /** Whether a key of a condition with this value names some of its identities. */
  readonly isNarrow: NarrowValue;
}

/** A service that signs for many customers, or for all workloads of one, and the claims that identify one. */
interface KnownProvider {
  readonly issuer: RegExp;
  /** By claim, in lower case: the required form of a value. */
  readonly claims: Readonly<Record<string, (value: string) => boolean>>;
  readonly needed: string;
}

/** Whether the fixed prefix of a value, or a whole fixed value, has the form. */
const begins = (form: RegExp) => (value: string) => form.test(isFixed(value) ? `${value}:` : fixedBeginning(value));

const name = String.raw`[^/:*?]+`;

/**
 * A subject of GitHub names the repository; a custom template may start with other claims, but only these are assigned
 * by GitHub: anyone can choose the name of an environment or a branch in their own repository.
 */
const repository = new RegExp(
  String.raw`^(repository_owner(_id)?:${name}:)*(repo(sitory)?:${name}/${name}:|repository_id:\d+:|job_workflow_ref:${name}/${name}/)`,
  "i",
);

/**
 * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers", and each provider's documentation of its
 * claims. AWS accepts less: an organisation instead of a repository.
 */
const known: readonly KnownProvider[] = [
  {
    issuer: /^token\.actions\.githubusercontent\.com(\/|$)|^vstoken\.actions\.githubusercontent\.com$/,
    claims: {
      sub: begins(repository),
      repository: begins(new RegExp(`^${name}/${name}:`)),
      repository_id: begins(/^\d+:/),
      job_workflow_ref: begins(new RegExp(`^${name}/${name}/`)),
    },
    needed: "one repository: repo:<owner>/<repository>:…",
  },
  {
    issuer: /^gitlab\.com$/,
    claims: { sub: begins(new RegExp(`^project_path:${name}(/${name})+:`)) },
    needed: "one project: project_path:<group>/<project>:…",
  },
  {
    issuer: /^api\.bitbucket\.org\//,
    claims: { sub: begins(/^\{[0-9a-f-]+\}:/i) },
    needed: "one repository: {<repository's UUID>}:…",
  },
  {
    issuer: /^app\.terraform\.io$/,
    claims: {
      sub: (value) =>
        begins(/^organization:[^:*?]+:/)(value) &&
        (/^organization:[^:*?]+:project:[^:*?]+:/.test(value) || /:workspace:[^:*?]+(:|$)/.test(value)),
    },
    needed: "one project or workspace: organization:<name>:project:<name>:workspace:<name>:run_phase:…",
  },
  {
    issuer: /^oidc\.eks\.|^oidc\.eks-/,
    claims: { sub: begins(/^system:serviceaccount:[^:*?]+:/) },
    needed: "the service accounts of one namespace: system:serviceaccount:<namespace>:<name>",
  },
  {
    issuer: /^oidc\.circleci\.com\//,
    claims: { sub: begins(/^org\/[^/*?]+\/project\/[^/*?]+[/:]/) },
    needed: "one project: org/<id>/project/<id>/…",
  },
  {
    issuer: /^agent\.buildkite\.com$/,
    claims: { sub: begins(/^organization:[^:*?]+:pipeline:[^:*?]+:/) },
    needed: "one pipeline: organization:<name>:pipeline:<name>:…",
  },
  // Their audience is one identity pool, one organisation or one application, not a value of the caller's choice.
  {
    issuer: /^cognito-identity\.amazonaws\.com$/,
    claims: { aud: isFixed, sub: isFixed },
    needed: "one identity pool",
  },
  { issuer: /^api\.pulumi\.com\/oidc$/, claims: { aud: isFixed, sub: isFixed }, needed: "one organisation" },
  { issuer: /^oidc\.vercel\.com(\/|$)/, claims: { aud: isFixed, sub: isFixed }, needed: "one team" },
  { issuer: /^sandboxes\.cloud$/, claims: { aud: isFixed, sub: isFixed }, needed: "one organisation" },
  { issuer: /^accounts\.google\.com$/, claims: { aud: isFixed, sub: isFixed }, needed: "one application" },
  {
    issuer: /^www\.amazon\.com$/,
    claims: { app_id: isFixed, user_id: isFixed },
    needed: "one application",
  },
  { issuer: /^graph\.facebook\.com$/, claims: { app_id: isFixed, id: isFixed }, needed: "one application" },
];

/** Claims about the audience and the issuer of a token, not about its holder. */
const ofNobody: ReadonlySet<string> = new Set(["aud", "oaud", "amr", "iss"]);

/** An unknown provider: two fixed parts of the subject, or a whole claim. */
const unknownClaim = (claim: string, value: string): boolean =>
  !ofNobody.has(claim) &&
  (isFixed(value) || (claim === "sub" && /^[^*?:/]+[:/][^*?:/]+[:/|]/.test(fixedBeginning(value))));

const saml: Omit<TrustedProvider, "name"> = {
  needed: "the audience: https://signin.aws.amazon.com/saml",
  isNarrow: (key, value) => key.startsWith("saml:") && isFixed(value),
};

/** The provider of a federated principal, by its ARN or its host; undefined for a pattern of several. */
export function providerOf(principal: string): TrustedProvider | undefined {
  if (!isFixed(principal)) return undefined;
  if (principal.includes(":saml-provider/")) return { name: "SAML:aud", ...saml };
  const host = principal.replace(/^.*:oidc-provider\//, "").toLowerCase();
  const provider = known.find(({ issuer }) => issuer.test(host));
  const claimOf = (key: string) => (key.startsWith(`${host}:`) ? key.slice(host.length + 1) : undefined);
  return {
    name: `${host}:${provider === undefined ? "sub" : (Object.keys(provider.claims)[0] ?? "sub")}`,
    needed: provider?.needed ?? "whom it admits",
    isNarrow: (key, value) => {
      const claim = claimOf(key);
      if (claim === undefined) return false;
      return provider === undefined ? unknownClaim(claim, value) : (provider.claims[claim]?.(value) ?? false);
    },
  };
}
