import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of a replication group, as far as this rule reads them. */
interface ReplicationGroupArgs {
  readonly authToken: string;
  readonly authTokenUpdateStrategy: string;
  readonly userGroupIds: readonly string[];
}

/** The accepted values of ElastiCache. Source: ElastiCache User Guide, "Authenticating with the AUTH command": 16 to 128 characters. */
const length = { least: 16, most: 128 } as const;
/** Printable ASCII, of the other signs only these. */
const alphabet = /^[A-Za-z0-9!&#$^<>-]*$/;

export const redisAuthToken = resourceRule<ReplicationGroupArgs>({
  id: "redis-auth-token",
  title: "ElastiCache AUTH tokens are valid, and changing one never disables authentication",
  severity: "medium",
  enforcement: "everywhere",
  rows: ["AH-RED-01", "AH-VAR-01"],
  frameworks: ["FSBP ElastiCache.6"],
  remediation: "Use 16 to 128 letters, digits and !&#$^<>-, and change the token with the strategy ROTATE, then SET.",
  example: 'new elasticache.ReplicationGroup("queues", { authTokenUpdateStrategy: "DELETE", … });',
  types: tokens.caches,
  check({ props }, context) {
    context.requires({
      // The token itself goes no further than these two questions.
      read: () => {
        const { authToken } = props;
        if (authToken === undefined) return "accepted";
        if (authToken.length < length.least || authToken.length > length.most) return "of the wrong length";
        return alphabet.test(authToken) ? "accepted" : "with characters that ElastiCache rejects";
      },
      accept: (judgement) => judgement === "accepted",
      found: (judgement) => `an AUTH token ${judgement}`,
      needed: "16 to 128 letters, digits and !&#$^<>-",
      setting: "authToken",
    });
    context.requires({
      // Absent is ROTATE: the previous token stays valid.
      read: () => props.authTokenUpdateStrategy === "DELETE" && (props.userGroupIds?.length ?? 0) === 0,
      // Users may take the token's place (ElastiCache API, ModifyReplicationGroup).
      accept: (opened) => !opened,
      found: () => "a change that disables authentication",
      needed: "ROTATE, then SET once every client has the token",
      setting: "authTokenUpdateStrategy",
    });
  },
});
