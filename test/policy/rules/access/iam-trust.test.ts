import { iamTrustNamed } from "../../../../policy/rules/delivery/iam-trust-named";
import { judged, resource } from "../../harness";

const account = "000000000000";
const oidc = (host: string) => `arn:aws:iam::${account}:oidc-provider/${host}`;

type Keys = Readonly<Record<string, unknown>>;
type Condition = Readonly<Record<string, Keys>>;

const web = (host: string, Condition?: Condition) => ({
  Effect: "Allow",
  Principal: { Federated: host.includes("/") || !host.startsWith("cognito") ? oidc(host) : host },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition,
});
const judge = (...Statement: object[]) =>
  judged(iamTrustNamed, resource("aws:iam/role:Role", { assumeRolePolicy: JSON.stringify({ Statement }) }));
/** What is found, without the rest of the message. */
const found = (...statements: object[]) =>
  judge(...statements).map((message) => /: found (.*);/.exec(message)?.[1] ?? message);
const open = (key: string) => [
  `a trust policy that allows every identity of a provider: no condition restricts ${key}`,
];
const everybody = ["a trust policy that allows everyone in AWS"];

const github = "token.actions.githubusercontent.com";
const audience = { StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" } };
const subject = (operator: string, value: unknown): Condition => ({
  ...audience,
  [operator]: { ...(operator === "StringEquals" ? audience.StringEquals : {}), [`${github}:sub`]: value },
});

describe("a role for GitHub", () => {
  it.each<[string, Condition]>([
    ["one branch", subject("StringEquals", "repo:acme/care:ref:refs/heads/main")],
    [
      "one environment, by its own key in capitals",
      { StringEquals: { [`${github.toUpperCase()}:SUB`]: "repo:a/b:environment:production" } },
    ],
    ["everything of one repository", subject("StringLike", "repo:acme/care:*")],
    ["two repositories", subject("StringLike", ["repo:acme/care:*", "repo:acme/site:ref:refs/tags/v?"])],
    ["one of a set", subject("ForAnyValue:StringLike", "repo:acme/care:*")],
    ["a repository by its number", subject("StringLike", "repository_owner_id:1:repository_id:2:*")],
    ["a shared workflow", subject("StringLike", "job_workflow_ref:acme/flows/.github/workflows/deploy.yml@*")],
    ["a repository by its own claim", { StringEquals: { [`${github}:repository`]: "acme/care" } }],
    [
      "a key that must be there",
      { StringLikeIfExists: { [`${github}:sub`]: "repo:a/b:*" }, Null: { [`${github}:sub`]: "false" } },
    ],
  ])("is for somebody when it names %s", (_, condition) => {
    expect(judge(web(github, condition))).toEqual(["pass"]);
  });

  it.each<[string, Condition | undefined]>([
    ["no condition", undefined],
    ["an empty one", {}],
    ["the audience only", audience],
    ["any repository", subject("StringLike", "repo:*")],
    ["anything", subject("StringLike", "*")],
    ["a pattern that an equality never fits", subject("StringEquals", "repo:*")],
    ["every repository of an owner", subject("StringLike", "repo:acme/*:*")],
    ["every repository of an owner, shorter", subject("StringLike", "repo:acme/*")],
    ["a prefix of a repository", subject("StringLike", "repo:acme/care*")],
    ["a prefix of an owner", subject("StringLike", "repo:acme*/care:*")],
    ["any owner's repository of a name", subject("StringLike", "repo:*/care:ref:refs/heads/main")],
    ["one wide value beside a narrow one", subject("StringLike", ["repo:acme/care:*", "repo:*"])],
    ["an environment of whoever has one called so", subject("StringLike", "environment:production:*")],
    ["a repository behind what anybody can call so", subject("StringLike", "environment:*:repo:acme/care")],
    ["everybody but one", subject("StringNotLike", "repo:evil/*")],
    ["everybody but one, in capitals", subject("STRINGNOTEQUALS", "repo:evil/x:*")],
    ["a subject, if there is one", subject("StringLikeIfExists", "repo:acme/care:*")],
    ["all of what may be nothing", subject("ForAllValues:StringLike", "repo:acme/care:*")],
    ["that there is a subject", { ...audience, Null: { [`${github}:sub`]: "false" } }],
    ["a subject of another provider", { StringLike: { "gitlab.com:sub": "project_path:acme/care:*" } }],
    ["an actor's address", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }],
    ["TLS", { Bool: { "aws:SecureTransport": "true" } }],
    ["no value at all", subject("StringLike", [])],
  ])("is for everybody with %s", (_, condition) => {
    expect(found(web(github, condition))).toEqual(open(`${github}:sub`));
  });

  it("is for somebody when a denial turns everybody else away, and only then", () => {
    const deny = (Condition: Condition, Action = "sts:*") => ({ Effect: "Deny", Principal: "*", Action, Condition });
    const others = { StringNotLike: { [`${github}:sub`]: "repo:acme/care:*" } };
    expect(judge(web(github, audience), deny(others))).toEqual(["pass"]);
    expect(found(web(github, audience), deny(others, "sts:TagSession"))).toHaveLength(1);
    expect(judge(web(github, audience), deny({ StringNotLike: { [`${github}:sub`]: "repo:*" } }))).not.toEqual([
      "pass",
    ]);
    expect(judge(web(github, audience), deny({ ...others, Bool: { "aws:SecureTransport": "false" } }))).not.toEqual([
      "pass",
    ]);
  });
});

describe("a role for another provider", () => {
  const eks = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";
  const bitbucket = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";
  const circle = "oidc.circleci.com/org/0a1b";

  it.each([
    ["gitlab.com", "project_path:acme/care:ref_type:branch:ref:main", "project_path:acme/*"],
    ["gitlab.com", "project_path:acme/team/care:*", "project_path:*"],
    [bitbucket, "{0a1b2c3d-0000-0000-0000-000000000000}:*", "*"],
    [
      "app.terraform.io",
      "organization:acme:project:care:workspace:prod:run_phase:apply",
      "organization:*:workspace:prod:*",
    ],
    ["app.terraform.io", "organization:acme:project:care:workspace:*:run_phase:*", "organization:acme:*"],
    [eks, "system:serviceaccount:care:api", "system:serviceaccount:*:api"],
    [eks, "system:serviceaccount:care:*", "system:serviceaccount:*"],
    [circle, "org/0a1b/project/2c3d/user/*", "org/0a1b/*"],
    ["agent.buildkite.com", "organization:acme:pipeline:deploy:ref:refs/heads/main:*", "organization:acme:*"],
    ["login.example.org", "team:platform:*", "*"],
    ["login.example.org/realms/care", "0a1b2c3d", "t*"],
  ])("of %s is for %s, and for everybody with %s", (host, narrow, wide) => {
    const key = `${host}:sub`;
    const answer = open(key.replace(host, host.toLowerCase()));
    expect(judge(web(host, { StringLike: { [key]: narrow } }))).toEqual(["pass"]);
    expect(found(web(host, { StringLike: { [key]: wide } }))).toEqual(answer);
    expect(found(web(host, { StringEquals: { [`${host}:aud`]: "sts.amazonaws.com" } }))).toEqual(answer);
    expect(found(web(host))).toEqual(answer);
  });

  it.each([
    ["cognito-identity.amazonaws.com", "cognito-identity.amazonaws.com:aud", "eu-west-1:0a1b"],
    ["accounts.google.com", "accounts.google.com:aud", "123.apps.googleusercontent.com"],
    ["api.pulumi.com/oidc", "api.pulumi.com/oidc:aud", "aws:acme"],
    ["graph.facebook.com", "graph.facebook.com:app_id", "1234"],
  ])("of %s is for one audience, which is its customer's own", (host, key, value) => {
    expect(judge(web(host, { StringEquals: { [key]: value } }))).toEqual(["pass"]);
    expect(found(web(host, { StringLike: { [key]: "*" } }))).toEqual(open(key));
    expect(found(web(host, { "ForAnyValue:StringLike": { [`${host}:amr`]: "authenticated" } }))).toEqual(open(key));
  });

  it("of SAML is for those whose assertions were made for AWS", () => {
    const saml = (Condition?: Condition) => ({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${account}:saml-provider/people` },
      Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      Condition,
    });
    expect(judge(saml({ StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } }))).toEqual(["pass"]);
    expect(found(saml())).toEqual(open("SAML:aud"));
    expect(found(saml({ StringLike: { "SAML:aud": "*" } }))).toEqual(open("SAML:aud"));
  });

  it.each(["*", oidc("*"), `arn:aws:iam::${account}:saml-provider/*`])(
    "is for everybody when it is %s",
    (Federated) => {
      expect(found({ Effect: "Allow", Principal: { Federated }, Action: "sts:AssumeRoleWithWebIdentity" })).toEqual([
        "a trust policy that allows any identity provider",
      ]);
    },
  );

  it("is judged beside the other principals of its statement", () => {
    const Principal = { Service: "ecs-tasks.amazonaws.com", AWS: ["*"], Federated: [oidc(github), oidc("gitlab.com")] };
    expect(found({ Effect: "Allow", Principal, Action: "sts:*" })).toEqual([
      ...everybody,
      ...open(`${github}:sub`),
      ...open("gitlab.com:sub"),
    ]);
  });
});

describe("a role for everybody in AWS", () => {
  const anyone = (Condition?: unknown, principal: object = { Principal: "*" }) => ({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    ...principal,
    Condition,
  });

  it.each<[string, Condition]>([
    ["an organisation", { StringEquals: { "aws:PrincipalOrgID": "o-0a1b2c" } }],
    ["a part of one", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-0a1b2c/r-1/ou-1/*" } }],
    ["an account", { StringEquals: { "AWS:PrincipalAccount": account } }],
    ["roles of an account", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/deploy-*` } }],
    ["a network", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } }],
  ])("is for somebody with a condition on %s", (_, condition) => {
    expect(judge(anyone(condition))).toEqual(["pass"]);
    expect(judge(anyone(condition, { NotPrincipal: { AWS: "arn:a" } }))).toEqual(["pass"]);
  });

  it.each<[string, Condition]>([
    ["nothing", {}],
    ["a second factor", { Bool: { "aws:MultiFactorAuthPresent": "true" } }],
    ["an external id, which is no secret", { StringEquals: { "sts:ExternalId": "acme" } }],
    ["a name that the caller chooses", { StringLike: { "sts:RoleSessionName": "acme" } }],
    ["a tag that the caller's account writes", { StringEquals: { "aws:PrincipalTag/team": "care" } }],
    ["any organisation", { StringLike: { "aws:PrincipalOrgID": "o-*" } }],
    ["any organisation but one", { StringNotEquals: { "aws:PrincipalOrgID": "o-0a1b2c" } }],
    ["an organisation, if there is one", { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-0a1b2c" } }],
    ["any account's role of a name", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } }],
    ["half of the internet", { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }],
    ["the caller's own account", { StringEquals: { "aws:PrincipalAccount": "${aws:PrincipalAccount}" } }],
  ])("is for everybody with a condition on %s", (_, condition) => {
    expect(found(anyone(condition))).toEqual(everybody);
  });

  it.each(["*", "arn:aws:iam::*:root", "arn:aws:iam::*:role/deploy"])("is one for %s", (AWS) => {
    expect(found(anyone(undefined, { Principal: { AWS } }))).toEqual(everybody);
  });
});

it.each<[string, unknown]>([
  ["no JSON", "{"],
  ["a list", "[]"],
  ["a number", "7"],
  ["null", "null"],
  ["statements that are null", { Statement: null }],
  ["a statement that is a text", { Statement: ["Allow"] }],
  ["no effect", { Statement: { Principal: "*", Action: "sts:AssumeRole" } }],
  ["a principal that is a number", { Statement: { Effect: "Allow", Principal: { AWS: 7 } } }],
  ["a principal that is a list", { Statement: { Effect: "Allow", Principal: ["*"] } }],
  ["a condition that is a text", { Statement: { Effect: "Allow", Principal: "*", Condition: "x" } }],
  ["a condition that is a list", { Statement: { Effect: "Allow", Principal: "*", Condition: [] } }],
  ["an operator that is null", { Statement: { Effect: "Allow", Principal: "*", Condition: { StringEquals: null } } }],
])("cannot judge a trust policy that is, or has, %s", (_, document) => {
  const assumeRolePolicy = typeof document === "string" ? document : JSON.stringify(document);
  expect(judged(iamTrustNamed, resource("aws:iam/role:Role", { assumeRolePolicy }))).toEqual([
    "[iam-trust-named] subject: undecided: waits for a valid policy document in assumeRolePolicy.",
  ]);
});
