import type { Backup } from "@aws-sdk/client-backup";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { ECR } from "@aws-sdk/client-ecr";
import type { ECS } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ElastiCache } from "@aws-sdk/client-elasticache";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { RDS } from "@aws-sdk/client-rds";
import type { S3 } from "@aws-sdk/client-s3";
import type { SNS } from "@aws-sdk/client-sns";
import type { STS } from "@aws-sdk/client-sts";
import type { WAFV2 } from "@aws-sdk/client-wafv2";
import { Unreachable } from "../reach/unreachable";

/** The clients of AWS by the prefix of their actions. */
interface Clients {
  readonly backup: Backup;
  readonly cloudwatch: CloudWatch;
  readonly ecr: ECR;
  readonly ecs: ECS;
  readonly elasticache: ElastiCache;
  readonly elasticloadbalancing: ElasticLoadBalancingV2;
  readonly lambda: Lambda;
  readonly logs: CloudWatchLogs;
  readonly rds: RDS;
  readonly s3: S3;
  readonly sns: SNS;
  readonly sts: STS;
  readonly wafv2: WAFV2;
}

/** A service whose state is read. */
export type Service = keyof Clients;

interface Configuration {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: AwsCredentials;
  /** Attempts of one request in all, with the delays of the AWS SDK between them. */
  readonly maxAttempts: number;
}

/** Loaded when it is needed: a run that reads no state starts sooner. */
const loaders: { readonly [S in Service]: (configuration: Configuration) => Promise<Clients[S]> } = {
  backup: async (configuration) => new (await import("@aws-sdk/client-backup")).Backup(configuration),
  cloudwatch: async (configuration) => new (await import("@aws-sdk/client-cloudwatch")).CloudWatch(configuration),
  ecr: async (configuration) => new (await import("@aws-sdk/client-ecr")).ECR(configuration),
  ecs: async (configuration) => new (await import("@aws-sdk/client-ecs")).ECS(configuration),
  elasticache: async (configuration) => new (await import("@aws-sdk/client-elasticache")).ElastiCache(configuration),
  elasticloadbalancing: async (configuration) =>
    new (await import("@aws-sdk/client-elastic-load-balancing-v2")).ElasticLoadBalancingV2(configuration),
  lambda: async (configuration) => new (await import("@aws-sdk/client-lambda")).Lambda(configuration),
  logs: async (configuration) => new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogs(configuration),
  rds: async (configuration) => new (await import("@aws-sdk/client-rds")).RDS(configuration),
  s3: async (configuration) =>
    new (await import("@aws-sdk/client-s3")).S3({
      ...configuration,
      forcePathStyle: configuration.endpoint !== undefined,
    }),
  sns: async (configuration) => new (await import("@aws-sdk/client-sns")).SNS(configuration),
  sts: async (configuration) => new (await import("@aws-sdk/client-sts")).STS(configuration),
  wafv2: async (configuration) => new (await import("@aws-sdk/client-wafv2")).WAFV2(configuration),
};

/** Credentials that are given instead of those of the environment. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Whose state is read, and how. */
export interface AccountOptions {
  /** The account of the stage, twelve digits; the state of another is not read. */
  readonly accountId: string;
  /** The region of the stage. */
  readonly region: string;
  /** Ends everything that is under way. */
  readonly signal: AbortSignal;
  /** Where AWS answers. @default AWS_ENDPOINT_URL, or AWS itself */
  readonly endpoint?: string;
  /** @default what the AWS SDK finds: the environment, a profile, a role */
  readonly credentials?: AwsCredentials;
}

/** Milliseconds that one request may take. */
const requestMilliseconds = 10_000;

/** Requests that a run sends to AWS at most, for all systems of a stage; a whole stage of three needs about 150. */
const mostRequests = 600;

/** How a request is sent: what every method of a client takes as its second argument. */
export interface Sending {
  readonly abortSignal: AbortSignal;
}

/** What is read of a stage's account in AWS, within limits of time and requests. */
export class Account {
  readonly #clients = new Map<string, Promise<unknown>>();
  #identity: Promise<void> | undefined;
  #sent = 0;

  constructor(readonly options: AccountOptions) {}

  /**
   * Reads something with the client of a service.
   * @param use makes one request, with what it is given.
   * @param region @default the region of the stage
   * @throws Unreachable where the caller may not, where nothing answers, and for credentials of another account.
   */
  async read<S extends Service, Output>(
    service: S,
    use: (client: Clients[S], sending: Sending) => Promise<Output>,
    region = this.options.region,
  ): Promise<Output> {
    this.#identity ??= this.#sameAccount();
    await this.#identity;
    return await this.#send(service, use, region);
  }

  /** The same, and `undefined` for something that does not exist. */
  async find<S extends Service, Output>(
    service: S,
    use: (client: Clients[S], sending: Sending) => Promise<Output>,
    region?: string,
  ): Promise<Output | undefined> {
    try {
      return await this.read(service, use, region);
    } catch (error) {
      if (error instanceof Refused && isAbsent(error.code)) return undefined;
      throw error;
    }
  }

  async #send<S extends Service, Output>(
    service: S,
    use: (client: Clients[S], sending: Sending) => Promise<Output>,
    region: string,
  ): Promise<Output> {
    if (this.#sent >= mostRequests)
      throw new Unreachable(`the run has sent the ${mostRequests} requests that it may send to AWS`);
    this.#sent += 1;
    const { signal } = this.options;
    try {
      const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(requestMilliseconds)]);
      return await use(await this.#client(service, region), { abortSignal });
    } catch (error) {
      throw new Refused(service, error, signal);
    }
  }

  async #client<S extends Service>(service: S, region: string): Promise<Clients[S]> {
    const { endpoint, credentials } = this.options;
    // The versions are pinned, and each is tested with the Node.js that this project runs on.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const key = `${service} ${region}`;
    const known =
      this.#clients.get(key) ??
      loaders[service]({
        region,
        maxAttempts: 2,
        ...(endpoint !== undefined && { endpoint }),
        ...(credentials !== undefined && { credentials }),
      });
    this.#clients.set(key, known);
    return (await known) as Clients[S];
  }

  /** State of another account would say that nothing of the stage exists. */
  async #sameAccount(): Promise<void> {
    const { accountId, region } = this.options;
    const { Account: account = "" } = await this.#send(
      "sts",
      (client, sending) => client.getCallerIdentity({}, sending),
      region,
    );
    if (account !== accountId)
      throw new Unreachable(`the credentials are of the account ${account}, and the stage is in ${accountId}`);
  }
}

/** AWS did not answer a request as asked. */
class Refused extends Unreachable {
  readonly code: string;

  constructor(service: Service, error: unknown, { aborted, reason }: AbortSignal) {
    const { name, message } = error as Error;
    super(`${service}: ${aborted ? (reason as Error).message : `${name}: ${message}`}`);
    this.code = name;
  }
}

/** Whether an error's code says that what is named does not exist: RDS ends its own with "Fault", S3 begins with "No such". */
function isAbsent(code: string): boolean {
  return /NotFound|NoSuch|NonexistentItem|DoesNotExist/.test(code);
}
