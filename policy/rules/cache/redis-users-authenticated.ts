import { resourceRule } from "../../rule";

/** Inputs of a user of ElastiCache or MemoryDB, as far as this rule reads them. */
interface UserArgs {
  readonly accessString: string;
  readonly noPasswordRequired: boolean;
  /** The users of a group. */
  readonly userIds: readonly string[];
  readonly authenticationMode: { readonly type?: string };
}

export const redisUsersAuthenticated = resourceRule<UserArgs>({
  id: "redis-users-authenticated",
  title: "ElastiCache users that are on require a password or IAM authentication",
  severity: "high",
  enforcement: "everywhere",
  rows: ["AH-RED-01"],
  frameworks: ["FSBP ElastiCache.6", "Checkov CKV_AWS_31", "cdk-nag AEC6"],
  remediation: 'Give the user a password or IAM authentication, or disable it: accessString "off ~* -@all".',
  example: 'new elasticache.User("app", { accessString: "on ~* +@all", noPasswordRequired: true, … });',
  types: ["aws:elasticache/user:User", "aws:elasticache/userGroup:UserGroup"],
  check({ type, props }, context) {
    if (type.endsWith("UserGroup")) {
      context.requires({
        read: () => props.userIds ?? [],
        // The user that ElastiCache brings has this id, no password and every right (User Guide, "Role-Based Access Control").
        accept: (ids) => !ids.includes("default"),
        found: () => "the user default of ElastiCache, which needs no password",
        needed: "a user of the stack with the name default that is disabled",
        setting: "userIds",
      });
      return;
    }
    context.requires({
      read: () => {
        const { noPasswordRequired, authenticationMode } = props;
        const written = /(^|\s)nopass(\s|$)/i.test(props.accessString ?? "");
        const open = written || noPasswordRequired === true || authenticationMode?.type === "no-password-required";
        // The rules of an access string are read from left to right, and the last "on" or "off" counts (Redis, ACL).
        return open && /(^|\s)on(\s|$)(?!.*\soff(\s|$))/.test(props.accessString ?? "");
      },
      accept: (anybody) => !anybody,
      found: () => "an enabled user without a password",
      needed: "a password, IAM authentication, or a disabled user",
      setting: "authenticationMode",
    });
  },
});
