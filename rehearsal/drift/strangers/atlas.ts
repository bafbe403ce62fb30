import { listAt, type StrangerKind, textAt } from "./kind";

const project = "mongodbatlas:index/project:Project";

/** Who reaches the clusters of the project. Atlas Administration API v2: listProjectIpAccessLists. */
const accessList: StrangerKind = {
  what: "entry of the Atlas IP access list",
  type: "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
  actions: [],
  lists: (own) =>
    own.of(project).map(({ id, name }) => async (send) => {
      const known = new Set(
        own
          .of("mongodbatlas:index/projectIpAccessList:ProjectIpAccessList")
          .filter(({ state }) => state.projectId === id)
          .flatMap(({ state }) => ["cidrBlock", "ipAddress", "awsSecurityGroup"].map((key) => textAt(state, key)))
          .flatMap((entry) => [entry, `${entry}/32`]),
      );
      const answer = await send({ service: "atlas", operation: `/groups/${id}/accessList` });
      return listAt(answer, "results").map((entry) => {
        const [cidrBlock, ipAddress, awsSecurityGroup] = ["cidrBlock", "ipAddress", "awsSecurityGroup"].map((key) =>
          textAt(entry, key),
        );
        const allowed = [cidrBlock, ipAddress, awsSecurityGroup].find(Boolean) ?? "";
        return {
          id: allowed,
          at: name,
          does: `lets ${allowed} in`,
          access: true,
          known: known.has(allowed),
          inputs: { projectId: id, ...(cidrBlock ? { cidrBlock } : { ipAddress: allowed }) },
        };
      });
    }),
};

/** Who logs in to them. Atlas Administration API v2: listDatabaseUsers. */
const databaseUsers: StrangerKind = {
  what: "Atlas database user",
  type: "mongodbatlas:index/databaseUser:DatabaseUser",
  actions: [],
  lists: (own) =>
    own.of(project).map(({ id, name }) => async (send) => {
      const known = new Set(
        own
          .of("mongodbatlas:index/databaseUser:DatabaseUser")
          .filter(({ state }) => state.projectId === id)
          .map(({ state }) => `${textAt(state, "authDatabaseName")}/${textAt(state, "username")}`),
      );
      const answer = await send({ service: "atlas", operation: `/groups/${id}/databaseUsers` });
      return listAt(answer, "results").map((user) => {
        const key = `${textAt(user, "databaseName")}/${textAt(user, "username")}`;
        const roles = listAt(user, "roles").map(
          (role) => `${textAt(role, "roleName")} on ${textAt(role, "databaseName")}`,
        );
        return { id: key, at: name, does: roles.join(", ") || "no role", access: true, known: known.has(key) };
      });
    }),
};

export const atlasKinds: readonly StrangerKind[] = [accessList, databaseUsers];
