import { redisUsersAuthenticated } from "../../../policy/rules/cache/redis-users-authenticated";
import { judged, resource, unknown } from "../harness";

describe("redis-users-authenticated", () => {
  const user = (props: object) => judged(redisUsersAuthenticated, resource("aws:elasticache/user:User", props));
  const open = { authenticationMode: { type: "no-password-required" } };
  const says = [
    "[redis-users-authenticated] subject: found an enabled user without a password; needed a password, IAM authentication, or a disabled user. Change authenticationMode.",
  ];

  it.each([
    ["a user with a password", { accessString: "on ~* +@all", authenticationMode: { type: "password" } }, ["pass"]],
    ["a user with IAM", { accessString: "on ~* +@all", authenticationMode: { type: "iam" } }, ["pass"]],
    ["a user that says nothing of it", { accessString: "on ~* +@all" }, ["pass"]],
    ["a default user that is off", { accessString: "off ~* -@all", ...open }, ["pass"]],
    ["one that is switched off at the end", { accessString: "on ~* +@all off", ...open }, ["pass"]],
    ["one that is switched on at the end", { accessString: "off ~* on +@all", ...open }, says],
    ["one that needs no password", { accessString: "on ~* +@all", ...open }, says],
    ["the older way to say so", { accessString: "on ~* +@all", noPasswordRequired: true }, says],
    [
      "an unknown mode",
      { accessString: "on ~* +@all", authenticationMode: unknown },
      ["[redis-users-authenticated] subject: undecided: waits for authenticationMode."],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(user(props)).toEqual(expected);
  });
});
