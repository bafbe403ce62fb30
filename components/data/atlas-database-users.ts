import { type KeyringFacts } from "../../settings/secrets/keyring-facts";
import * as mongodbatlas from "@pulumi/mongodbatlas/databaseUser";
import * as pulumi from "@pulumi/pulumi";
import { slotOf } from "./alternating-users";
import type { UserSlot } from "./alternating-users";
import { passwordGenerations } from "../security/password-generations";

export interface AtlasDatabaseUsersArgs {
  /** The project the users belong to. */
  projectId: pulumi.Input<string>;
  /** The one cluster they may log in to. */
  clusterName: pulumi.Input<string>;
  /** The one database they may read and write (DS-VAR-07). */
  database: string;
  /** The prefix of both users' names, before `-a` and `-b`. @default "application" */
  username?: string;
  /**
   * The facts of the passwords' rotation, of the kind "database-user". An odd generation belongs to user `a`, an even
   * one to user `b`.
   */
  keyring: KeyringFacts;
}

/**
 * The application's users of one database: they may only read and write it (DS-DB-06, DS-HRD-05), with
 * generated passwords (DS-DB-07). Two users alternate: a rotation creates the other one, the application switches,
 * and the first is deleted.
 *
 * Cost: none.
 */
export class AtlasDatabaseUsers extends pulumi.ComponentResource {
  /** The user of the current generation. */
  readonly username: pulumi.Output<string>;
  /** Its password; a secret. */
  readonly password: pulumi.Output<string>;
  /** The user's slot. */
  readonly slot: UserSlot;
  /** The current generation. */
  readonly generation: number;

  constructor(name: string, args: AtlasDatabaseUsersArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:data:AtlasDatabaseUsers", name, { ...args }, options);

    const [current, ...others] = passwordGenerations(`${name}-password`, args.keyring, this);
    const user = this.user(name, args, current.number, current.seed);
    for (const { number, seed } of others) this.user(name, args, number, seed);

    // From the user itself, so that no application gets a user before it exists.
    this.username = user.username;
    this.password = current.seed;
    this.slot = slotOf(current.number);
    this.generation = current.number;
    this.registerOutputs({
      username: this.username,
      password: this.password,
      slot: this.slot,
      generation: this.generation,
    });
  }

  private user(
    name: string,
    { projectId, clusterName, database, username = "application" }: AtlasDatabaseUsersArgs,
    generation: number,
    password: pulumi.Output<string>,
  ): mongodbatlas.DatabaseUser {
    const slot = slotOf(generation);
    return new mongodbatlas.DatabaseUser(
      `${name}-${slot}`,
      {
        projectId,
        username: `${username}-${slot}`,
        password,
        // Atlas's authentication database for password users; the roles define access to other databases.
        authDatabaseName: "admin",
        roles: [{ roleName: "readWrite", databaseName: database }],
        scopes: [{ name: clusterName, type: "CLUSTER" }],
        description: `Application, password generation ${generation}`,
      },
      { parent: this },
    );
  }
}
