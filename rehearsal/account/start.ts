import { createRequire } from "node:module";
import type { AskedFault } from "./asked-faults";
import { invokes } from "./invokes";
import { serveProvider } from "./provider-server";
import { settle } from "./pending";
import type { AccountKind } from "./quotas/account-kind";
import { verified } from "./quotas/edge";
import type { Raises } from "./quotas/quota";
import { Store } from "./store";
import { resourceTypes, typeFiles } from "./types";
import { WatchedAccount } from "./watched-account";
import type { OperationListener } from "./watched-account";

/** The provider packages that the account knows; those that are installed beside it are served by the one account. */
const packages = ["aws", "mongodbatlas", "random", "tls"] as const;

/** A simulated account that the engine can reach. */
export interface RunningAccount {
  readonly account: WatchedAccount;
  /** The value of `PULUMI_DEBUG_PROVIDERS`, by which the engine finds the account instead of the real providers. */
  readonly debugProviders: string;
  stop(): void;
}

/** What AWS gives the account, and when. */
export interface AccountGrants {
  /** @default "new" */
  readonly kind?: AccountKind;
  /** The quotas that were raised; "any" grants whatever is needed. @default none, and verified for CloudFront */
  readonly raises?: Raises | "any";
  /** The clock of the account, by which versions and runtimes end. @default the computer's */
  readonly now?: () => Date;
  /** What goes wrong once AWS has taken it: "ecs service api never steady". @default nothing */
  readonly faults?: readonly AskedFault[];
}

/**
 * Starts the account on free ports of the loopback interface. What it holds is kept in `file`; `hears` is told of every
 * change before and after it is made.
 */
export async function startAccount(
  file: string,
  hears?: OperationListener,
  { kind = "new", raises = verified, now, faults = [] }: AccountGrants = {},
): Promise<RunningAccount> {
  const account = new WatchedAccount(new Store(file), resourceTypes, invokes, typeFiles, now);
  settle(account.store, now?.() ?? new Date());
  account.kind = kind;
  account.raises = raises;
  account.faults = faults;
  if (hears !== undefined) account.hears = hears;
  const served = await Promise.all(
    packages.flatMap((name) => {
      const version = installedVersion(name);
      return version === undefined ? [] : [serveProvider(name, version, account)];
    }),
  );
  return {
    account,
    debugProviders: served.map(({ packageName, port }) => `${packageName}:${port}`).join(","),
    stop: () => {
      for (const provider of served) provider.stop();
    },
  };
}

/** The version of a provider's SDK package; undefined where it is not installed. */
function installedVersion(name: (typeof packages)[number]): string | undefined {
  const require = createRequire(__filename);
  try {
    return (require(`@pulumi/${name}/package.json`) as { version: string }).version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
