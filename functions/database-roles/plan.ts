import type { Change, ExistingTarget, Grantee, Target } from "./change";
import { notedVersion } from "./change";
import { decidedSettings, publicSchema } from "./desired-roles";
import type { DesiredRole, DesiredRoles } from "./desired-roles";
import type { Grant, ObservedDatabase, ObservedObject, ObservedRole } from "./observed-database";
import { everybody, privilegesOn } from "./privileges";
import { isDefined } from "./verification";

/** The changes of a database, and the impossible ones. */
export interface Plan {
  /** In the order in which they are made. */
  readonly changes: readonly Change[];
  /** What belongs to somebody the master user cannot act for, in words; nothing is done to it. */
  readonly leftAlone: readonly string[];
}

/**
 * The changes from the observed to the desired database; none without a difference.
 * @param renewed Users whose password is set once more, although the note says it is the right one.
 * @throws Error naming every role that exists already and can do what no application should.
 */
export function planChanges(
  desired: DesiredRoles,
  observed: ObservedDatabase,
  renewed: ReadonlySet<string> = new Set(),
): Plan {
  refuseElevated(desired, observed);
  const foreign = observed.objects.filter((object) => isForeign(object, desired));
  const made = missingSchemas(desired, observed);
  const objects = [...observed.objects.filter((object) => !foreign.includes(object)), ...made];
  return {
    changes: [
      ...desired.roles.flatMap((role) => roleChanges(role, observed, renewed)),
      ...membershipChanges(desired, observed),
      ...made.map(({ name: schema, owner }): Change => ({ kind: "create-schema", schema, owner })),
      ...outerObjects(objects).flatMap((object) => ownerChanges(desired, object)),
      ...outerObjects(objects).flatMap((object) => privilegeChanges(desired, object, object.grants)),
      ...contents(objects).flatMap((object) => ownerChanges(desired, object)),
      ...contents(objects).flatMap((object) => privilegeChanges(desired, object, object.grants)),
      ...futureTargets(desired, observed).flatMap(({ grants, ...target }) => privilegeChanges(desired, target, grants)),
      ...when(!isDefined(desired, observed.verification), {
        kind: "define-verification",
        owner: desired.owner,
        verifier: desired.verifier,
      }),
      ...desired.extensions
        .filter((extension) => !observed.extensions.includes(extension))
        .map((extension): Change => ({ kind: "create-extension", extension })),
    ],
    leftAlone: [
      ...foreign.map(({ on, name, owner }) => `${on} ${name} belongs to ${owner}`),
      ...observed.otherSchemas.map(
        (name) => `schema ${name} is not in the settings, and no role is granted rights in it`,
      ),
    ],
  };
}

function refuseElevated(desired: DesiredRoles, observed: ObservedDatabase): void {
  const elevated = observed.roles.filter(({ name, elevated }) => elevated && name !== desired.master);
  if (elevated.length === 0) return;
  const names = elevated.map(({ name }) => name).join(", ");
  throw new Error(`Take superuser, replication, CREATEROLE, CREATEDB and BYPASSRLS from ${names} first, or rename it.`);
}

/** The schemas that are asked for and not there yet, as they will be once the owner has them. */
function missingSchemas({ schemas, owner }: DesiredRoles, { objects }: ObservedDatabase): ObservedObject[] {
  return schemas
    .filter(
      (name) => name !== publicSchema && !objects.some((object) => object.on === "schema" && object.name === name),
    )
    .map((name) => ({ on: "schema", name, owner, reachable: true, partOfTable: false, grants: [] }));
}

/** The database and its schema, which must be closed before anything in them is opened (C-25). */
function outerObjects(objects: readonly ObservedObject[]): ObservedObject[] {
  return objects.filter(isOuter);
}

function contents(objects: readonly ObservedObject[]): ObservedObject[] {
  return objects.filter((object) => !isOuter(object));
}

function isOuter({ on }: ObservedObject): boolean {
  return on === "database" || on === "schema";
}

/** Whether somebody else made it: then nothing can be granted on it, and the run must not fail for it. */
function isForeign(object: ObservedObject, { owner }: DesiredRoles): boolean {
  return !isOfDatabase(object) && !object.reachable && object.owner !== owner;
}

/** The database and its schema `public`, which belong to the owner of the database. */
function isOfDatabase({ on, name }: ObservedObject): boolean {
  return on === "database" || (on === "schema" && name === publicSchema);
}

/** A role as Postgres makes it. */
const newRole: Omit<ObservedRole, "name"> = {
  login: false,
  connectionLimit: -1,
  comment: null,
  settings: [],
  elevated: false,
};

function roleChanges(desired: DesiredRole, observed: ObservedDatabase, renewed: ReadonlySet<string>): Change[] {
  const { name: role, login, connectionLimit: limit, passwordVersion: version, emergency } = desired;
  const found = observed.roles.find(({ name }) => name === role);
  const now = found ?? newRole;
  return [
    ...when(found === undefined, { kind: "create-role", role }),
    ...when(now.connectionLimit !== limit, { kind: "set-connection-limit", role, limit }),
    ...when(notedVersion(now.comment) !== version || renewed.has(role), {
      kind: "set-password",
      role,
      version,
      endsSessions: emergency && version !== null,
    }),
    ...decidedSettings.flatMap((setting) => {
      const value = desired.settings[setting];
      return when(settingOf(now, setting) !== value, { kind: "set", role, setting, value });
    }),
    ...when(now.login !== login, { kind: "set-login", role, login }),
  ];
}

function settingOf({ settings }: Pick<ObservedRole, "settings">, setting: string): string | undefined {
  return settings.find((entry) => entry.startsWith(`${setting}=`))?.slice(setting.length + 1);
}

function membershipChanges({ roles, owner, master }: DesiredRoles, { memberships }: ObservedDatabase): Change[] {
  const isMember = (role: string, group: string) =>
    memberships.some((membership) => membership.role === role && membership.group === group);
  return [
    ...roles.flatMap(({ name: role, memberOf }) => [
      ...memberships
        .filter((membership) => membership.role === role && !memberOf.includes(membership.group))
        .map(({ group }): Change => ({ kind: "leave", role, group })),
      ...memberOf.flatMap((group) => when(!isMember(role, group), { kind: "join", role, group })),
    ]),
    // The master user hands its tables to the owner, and grants in the owner's name.
    ...when(!isMember(master, owner), { kind: "join", role: master, group: owner }),
  ];
}

function ownerChanges({ owner }: DesiredRoles, object: ObservedObject): Change[] {
  const { on, name, partOfTable } = object;
  return when(object.owner !== owner && !partOfTable && !isOfDatabase(object), {
    kind: "own",
    target: { on, name },
    owner,
  });
}

/** What the owner and the master user will make, with the privileges that are given on it by now. */
function futureTargets({ owner, master, schemas }: DesiredRoles, { defaults }: ObservedDatabase) {
  return [owner, master].flatMap((creator) =>
    (["tables", "sequences", "functions"] as const).flatMap((objects) =>
      [...schemas, null]
        // What Postgres gives to PUBLIC by itself is the right to execute functions, and nothing else.
        .filter((schema) => schema !== null || objects === "functions")
        .map((schema) => {
          const found = defaults.find(
            (entry) => entry.creator === creator && entry.objects === objects && entry.schema === schema,
          );
          const untouched: Grant[] = schema === null ? [{ grantee: null, privilege: "EXECUTE" }] : [];
          return { on: "future" as const, creator, objects, schema, grants: found?.grants ?? untouched };
        }),
    ),
  );
}

/** Takes what is too much first, then gives what is missing (C-25). */
function privilegeChanges(desired: DesiredRoles, target: Target, grants: readonly Grant[]): Change[] {
  const ownerOfTarget = target.on === "future" ? target.creator : ownerLater(desired, target);
  const grantees = everybody(desired).filter((grantee) => grantee !== ownerOfTarget);
  const differences = grantees.map((grantee) => {
    const now = grants.filter((grant) => grant.grantee === grantee).map(({ privilege }) => privilege);
    const wanted = privilegesOn(desired, target, grantee);
    return {
      grantee,
      tooMuch: [...new Set(now)].filter((privilege) => !wanted.includes(privilege)),
      missing: wanted.filter((privilege) => !now.includes(privilege)),
    };
  });
  const to = plain(target);
  return [
    ...differences.flatMap(({ grantee, tooMuch }) => privilegeChange("revoke", tooMuch, to, grantee)),
    ...differences.flatMap(({ grantee, missing }) => privilegeChange("grant", missing, to, grantee)),
  ];
}

/** Who owns it once the plan is made; nobody of ours owns the database or its schema `public`. */
function ownerLater({ owner }: DesiredRoles, { on, name }: ExistingTarget): Grantee | undefined {
  return on === "database" || (on === "schema" && name === publicSchema) ? undefined : owner;
}

/** A target without what was observed of it. */
function plain(target: Target): Target {
  if (target.on !== "future") return { on: target.on, name: target.name };
  return { on: "future", creator: target.creator, objects: target.objects, schema: target.schema };
}

function privilegeChange(
  kind: "grant" | "revoke",
  privileges: readonly string[],
  target: Target,
  grantee: Grantee,
): Change[] {
  return when(privileges.length > 0, { kind, privileges, target, grantee });
}

function when(condition: boolean, change: Change): Change[] {
  return condition ? [change] : [];
}
