import * as mongodbatlas from "@pulumi/mongodbatlas/databaseUser";
import * as pulumi from "@pulumi/pulumi";
import { GeneratedSecret } from "./generated-secret";

export interface AtlasDatabaseUsersArgs {
  /** The project the users belong to. */
  projectId: pulumi.Input<string>;
  /** The one cluster they may log in to. */
  clusterName: pulumi.Input<string>;
  /** The one database they may read and write (DS-VAR-07). */
  database: string;
  /** How both users' names begin; `-a` and `-b` follow. @default "application" */
  username?: string;
  /**
   * The generations of the password that can log in, the one to use first: one, or two while a rotation is under way.
   * An odd one belongs to user `a`, an even one to user `b`, so that the next generation never touches the user that is
   * in use. @default [1]
   */
  passwordGenerations?: readonly [number] | readonly [number, number];
}

/** Which of the two alternating users. */
export type UserSlot = "a" | "b";

/** The slot a generation belongs to. */
export function slotOf(generation: number): UserSlot {
  return generation % 2 === 1 ? "a" : "b";
}

/** The generations as they are, unless they get in each other's way. */
function alternating(generations: readonly [number] | readonly [number, number]): typeof generations {
  const [current, other] = generations;
  if (other !== undefined && slotOf(current) === slotOf(other)) {
    throw new RangeError(`Generations ${current} and ${other} both belong to user ${slotOf(current)}.`);
  }
  return generations;
}

/**
 * The application's users of one database: may read and write it, and nothing else anywhere (DS-DB-06, DS-HRD-05), with
 * passwords nobody chose (DS-DB-07). Two users alternate: a rotation makes the other one, the application moves over,
 * and the first goes last.
 *
 * Cost: none.
 */
export class AtlasDatabaseUsers extends pulumi.ComponentResource {
  /** The user of the current generation. */
  readonly username: pulumi.Output<string>;
  /** Its password; a secret. */
  readonly password: pulumi.Output<string>;
  readonly slot: UserSlot;
  /** The current generation. */
  readonly generation: number;

  /** Throws a RangeError for two generations that belong to the same user. */
  constructor(name: string, args: AtlasDatabaseUsersArgs, options?: pulumi.ComponentResourceOptions) {
    const generations = alternating(args.passwordGenerations ?? [1]);
    super("care-platform:data:AtlasDatabaseUsers", name, { ...args }, options);

    const [current, other] = generations;
    const passwords = new GeneratedSecret(`${name}-password`, { kind: "password", generations }, { parent: this });
    const user = this.user(name, args, current, passwords.value);
    if (other !== undefined) {
      this.user(
        name,
        args,
        other,
        passwords.values.apply(([, second = ""]) => second),
      );
    }

    // From the user itself, so that nobody is given a name that cannot log in yet.
    this.username = user.username;
    this.password = passwords.value;
    this.slot = slotOf(current);
    this.generation = current;
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
        // Where Atlas keeps every user that logs in with a password; the roles say what it may do elsewhere.
        authDatabaseName: "admin",
        roles: [{ roleName: "readWrite", databaseName: database }],
        scopes: [{ name: clusterName, type: "CLUSTER" }],
        description: `Application, password generation ${generation}`,
      },
      { parent: this },
    );
  }
}
