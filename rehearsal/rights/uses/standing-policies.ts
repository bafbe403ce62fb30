import { boundaryPolicy } from "../../../readiness/deployer/boundary";
import { defaultKeyPolicy, type Policy, type PolicyStatement } from "../call";
import { lastOf, text } from "../calls/type-calls";
import type { Caller } from "../judge";
import { managedPolicy } from "../published/managed-policies";
import { type Graph, listed, partOf, type Standing } from "./graph";

/** What a role may do, as far as it is known. */
export interface RoleRights extends Caller {
  /** The ARNs of policies whose text is not known. */
  readonly unknown: readonly string[];
}

/** The policies of what stands: of roles, and of the resources that have one. */
export class StandingPolicies {
  readonly #roles = new Map<string, RoleRights>();
  readonly #resources = new Map<string, Policy | undefined>();

  constructor(private readonly graph: Graph) {}

  /** The rights of a role; undefined for one that does not stand in the account. */
  role(arn: string): RoleRights | undefined {
    const known = this.#roles.get(arn);
    const role = this.graph.find("aws:iam/role:Role", "arn", arn);
    if (known !== undefined || role === undefined) return known;
    const { inline, attached } = this.#policiesOf(role);
    const boundary = text(role.state.permissionsBoundary);
    const ownBoundary = boundary === "" ? undefined : this.#boundary(boundary);
    const texts = attached.map((policy) => [policy, this.#attachable(policy)] as const);
    const rights: RoleRights = {
      principal: arn,
      policies: [...inline.map(parsed), ...texts.flatMap(([, policy]) => policy ?? [])],
      ...(ownBoundary && { boundary: ownBoundary }),
      unknown: [
        ...texts.filter(([, policy]) => policy === undefined).map(([policy]) => policy),
        ...(boundary !== "" && ownBoundary === undefined ? [boundary] : []),
      ],
    };
    this.#roles.set(arn, rights);
    return rights;
  }

  /** The policy of the resource with an ARN; undefined where it has none. */
  resource(arn: string): Policy | undefined {
    const whole = arn.startsWith("arn:aws:s3:::") ? (arn.split("/")[0] ?? arn) : arn;
    if (!this.#resources.has(whole)) this.#resources.set(whole, this.#resourcePolicy(whole));
    return this.#resources.get(whole);
  }

  #policiesOf(role: Standing) {
    const ofRole = ({ state }: Standing): boolean => [role.id, role.state.name, role.state.arn].includes(state.role);
    return {
      inline: [
        ...this.graph
          .list("aws:iam/rolePolicy:RolePolicy")
          .filter(ofRole)
          .map(({ state }) => text(state.policy)),
        ...listed(role.state.inlinePolicies).map((each) => text(partOf(each).policy)),
      ].filter(Boolean),
      attached: [
        ...new Set([
          ...this.graph
            .list("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
            .filter(ofRole)
            .map(({ state }) => text(state.policyArn)),
          ...listed(role.state.managedPolicyArns).map(text),
        ]),
      ],
    };
  }

  #attachable(arn: string): Policy | undefined {
    const own = text(this.graph.find("aws:iam/policy:Policy", "arn", arn)?.state.policy);
    return own === "" ? managedPolicy(arn) : parsed(own);
  }

  /** The boundary of docs/deploy.md, which whoever prepares the account makes beside the program, or one that stands. */
  #boundary(arn: string): Policy | undefined {
    return lastOf(arn).startsWith("care-platform-boundary-") ? boundaryPolicy() : this.#attachable(arn);
  }

  #resourcePolicy(arn: string): Policy | undefined {
    const { graph } = this;
    const [, , service = "", region = ""] = arn.split(":");
    const standing = graph.at(arn);
    const ofPart = (type: string, property: string, value: string, of = "policy"): string =>
      text(graph.find(type, property, value)?.state[of]);
    const texts: Readonly<Record<string, () => readonly string[]>> = {
      s3: () => [ofPart("aws:s3/bucketPolicy:BucketPolicy", "bucket", arn.replace("arn:aws:s3:::", ""))],
      sns: () => [ofPart("aws:sns/topicPolicy:TopicPolicy", "arn", arn) || text(standing?.state.policy)],
      sqs: () => [
        ofPart("aws:sqs/queuePolicy:QueuePolicy", "queueUrl", text(standing?.state.url)) ||
          text(standing?.state.policy),
      ],
      kms: () => [
        ofPart("aws:kms/keyPolicy:KeyPolicy", "keyId", text(standing?.state.keyId)) || text(standing?.state.policy),
      ],
      iam: () => [text(standing?.state.assumeRolePolicy)],
      ecr: () => [ofPart("aws:ecr/repositoryPolicy:RepositoryPolicy", "repository", text(standing?.state.name))],
      backup: () => [ofPart("aws:backup/vaultPolicy:VaultPolicy", "backupVaultName", text(standing?.state.name))],
      secretsmanager: () => [
        ofPart("aws:secretsmanager/secretPolicy:SecretPolicy", "secretArn", arn) || text(standing?.state.policy),
      ],
      logs: () =>
        graph
          .list("aws:cloudwatch/logResourcePolicy:LogResourcePolicy")
          .filter((each) => graph.regionOf(each) === region)
          .map(({ state }) => text(state.policyDocument)),
    };
    if (service === "lambda") return this.#permissions(arn, standing);
    const documents = (texts[service]?.() ?? []).filter(Boolean).map(parsed);
    if (documents.length === 0) return service === "kms" && standing ? defaultKeyPolicy(graph.account) : undefined;
    return { Version: "2012-10-17", Statement: documents.flatMap(({ Statement }) => Statement) };
  }

  /** The permissions of a function are statements of its policy (Lambda guide, "Using resource-based policies"). */
  #permissions(arn: string, standing: Standing | undefined): Policy | undefined {
    const name = text(standing?.state.name);
    const permissions = this.graph
      .list("aws:lambda/permission:Permission")
      .filter(({ state }) => [name, arn].includes(text(state.function)));
    if (permissions.length === 0) return undefined;
    return {
      Version: "2012-10-17",
      Statement: permissions.map(({ state }) => ({
        Effect: "Allow",
        Principal: text(state.principal).includes(".")
          ? { Service: text(state.principal) }
          : { AWS: text(state.principal) },
        Action: text(state.action),
        Resource: arn,
        ...((text(state.sourceArn) !== "" || text(state.sourceAccount) !== "") && {
          Condition: {
            ...(text(state.sourceArn) !== "" && { ArnLike: { "aws:SourceArn": text(state.sourceArn) } }),
            ...(text(state.sourceAccount) !== "" && {
              StringEquals: { "aws:SourceAccount": text(state.sourceAccount) },
            }),
          },
        }),
      })),
    };
  }
}

/** A policy as text, its statements as a list. */
function parsed(document: string): Policy {
  const { Statement, ...rest } = JSON.parse(document) as { Statement: PolicyStatement | readonly PolicyStatement[] };
  return {
    ...rest,
    Statement: Array.isArray(Statement) ? (Statement as readonly PolicyStatement[]) : [Statement as PolicyStatement],
  };
}
