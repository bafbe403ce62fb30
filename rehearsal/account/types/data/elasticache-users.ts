import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { NameRule, ResourceTypes, WireObject, WireValue } from "../../resource-type";
import { refusesUser, refusesUserGroup } from "./elasticache-checks";

const userGroups = "aws:elasticache/userGroup:UserGroup";

/** What ElastiCache says most of its identifiers may be. */
export const identifier = {
  pattern: /[a-z](?:-?[a-z0-9])*/i,
  maxLength: 40,
  allowed: "1 to 40 letters, digits and single hyphens, beginning with a letter and not ending in a hyphen",
  lowerCase: true,
} as const satisfies Partial<NameRule<object>>;

/** Role-based access: users, groups of them, and members added from outside. */
export const elasticacheUsers: ResourceTypes = {
  "aws:elasticache/user:User": resourceType<aws.elasticache.UserArgs, aws.elasticache.UserState>({
    title: "ElastiCache User",
    name: { property: "userId", ...identifier, taken: "UserAlreadyExists" },
    taggable: true,
    secretOutputs: ["passwords", "passwordsWo"],
    // hashicorp/terraform-provider-aws internal/service/elasticache/user.go
    unread: ["passwords", "passwordsWo"],
    defaults: { noPasswordRequired: false },
    computed: {
      arn: ({ name, arn }) => arn("elasticache", `user:${name}`),
      authenticationMode: ({ inputs }) => ({
        passwordCount: inputs.passwords?.length ?? 0,
        type: inputs.passwords ? "password" : "no-password-required",
      }),
    },
    replaces: ["userId", "userName"],
    refuses: refusesUser,
    // Any other user is taken out of its groups when it is deleted.
    refusesDeletion: ({ userName, userId = "" }, account) =>
      userName === "default" && account.list(userGroups).some(({ state }) => members(state).includes(userId))
        ? {
            code: "DefaultUserAssociatedToUserGroup",
            message: `User ${userId} is the default user of a user group and cannot be deleted.`,
          }
        : undefined,
  }),

  [userGroups]: resourceType<aws.elasticache.UserGroupArgs, aws.elasticache.UserGroupState>({
    title: "ElastiCache User Group",
    name: { property: "userGroupId", ...identifier, taken: "UserGroupAlreadyExists" },
    taggable: true,
    computed: { arn: ({ name, arn }) => arn("elasticache", `usergroup:${name}`) },
    replaces: ["userGroupId"],
    references: [
      {
        property: "userIds[]",
        to: "aws:elasticache/user:User",
        by: "userId",
        missing: "UserNotFound",
        except: /^default$/,
      },
    ],
    refuses: refusesUserGroup,
  }),
};

function members(group: WireObject): readonly WireValue[] {
  return Array.isArray(group.userIds) ? (group.userIds as readonly WireValue[]) : [];
}
