import { throughDistribution } from "./distribution";
import { type AddedHeader, throughLoadBalancer } from "./load-balancer";
import { logicalName, objectsIn, textOf, textsIn } from "./request";
import type { Answer, DeployedResource, Ended, Step, WebRequest } from "./request";
import { StageResources } from "./stage-resources";
import { throughWebAcl } from "./web-acl";

/**
 * The way of a request from the internet through a deployed stage: DNS record, web ACL, CloudFront behaviour and function, load
 * balancer rule, container. It says who answers, and with which status where that is not the application.
 */
export function answerTo(resources: readonly DeployedResource[], request: WebRequest): Answer {
  return new Way(new StageResources(resources), request).answer();
}

class Way {
  readonly #steps: Step[] = [];
  readonly #unknown = new Set<string>();

  constructor(
    private readonly stage: StageResources,
    private readonly request: WebRequest,
  ) {}

  answer(): Answer {
    const { steps, headers = {}, ...end } = this.#end();
    return { ...end, headers, steps: [...this.#steps, ...steps], unknown: [...this.#unknown].sort() };
  }

  #end(): Ended {
    const { hostname } = this.request.url;
    const record = this.#record(hostname);
    if (!record) {
      return {
        steps: [{ at: "DNS", what: `has no record of ${hostname}` }],
        answeredBy: "nothing: the name does not exist",
      };
    }
    const [alias] = objectsIn(record.properties.aliases);
    const address = textOf(alias?.name).replace(/\.$/, "");
    const distribution = this.stage.ofType("distribution").find(({ properties }) => properties.domainName === address);
    if (distribution) return this.#atDistribution(distribution);
    const balancer = this.#balancer(address);
    if (balancer)
      return this.#atBalancer(balancer, { host: hostname, connecting: this.request.from, added: new Map() });
    return {
      steps: [{ at: "DNS", what: `leads to ${address || "another address"}` }],
      answeredBy: "something outside this stage",
    };
  }

  /** Of weighted records the one that most requests get. */
  #record(hostname: string): DeployedResource | undefined {
    const weight = ({ properties }: DeployedResource) =>
      Number(objectsIn(properties.weightedRoutingPolicies)[0]?.weight ?? 0);
    return this.stage
      .ofType("record")
      .filter(({ properties }) => properties.type === "A" && textOf(properties.name).replace(/\.$/, "") === hostname)
      .sort((one, other) => weight(other) - weight(one))[0];
  }

  #balancer(address: string): DeployedResource | undefined {
    return this.stage.ofType("loadBalancer").find(({ properties }) => properties.dnsName === address);
  }

  #atDistribution(distribution: DeployedResource): Ended {
    this.#steps.push({
      at: "DNS",
      what: `leads to the distribution ${textsIn(distribution.properties.aliases)[0] ?? ""}`,
    });
    const stopped = this.#throughWebAcl(this.stage.byArn("webAcl", textOf(distribution.properties.webAclId)));
    if (stopped) return stopped;
    const routed = throughDistribution(this.stage, distribution, this.request);
    if (!routed.passed) return routed.answer;
    this.#steps.push(...routed.steps);
    const { origin, uri, keepsHost } = routed;
    const domain = textOf(origin.domainName);
    const balancer = this.#balancer(domain);
    if (!balancer) return { steps: [], answeredBy: `the file ${uri} in the bucket ${domain.split(".")[0] ?? ""}` };
    return this.#atBalancer(balancer, {
      host: keepsHost ? this.request.url.hostname : domain,
      added: addedHeaders(origin, distribution),
    });
  }

  #atBalancer(
    balancer: DeployedResource,
    arrival: Pick<Parameters<typeof throughLoadBalancer>[2], "host" | "connecting" | "added">,
  ): Ended {
    if (arrival.connecting !== undefined) {
      this.#steps.push({ at: "DNS", what: `leads to the load balancer ${textOf(balancer.properties.name)}` });
    }
    const association = this.stage
      .ofType("association")
      .find(({ properties }) => properties.resourceArn === balancer.properties.arn);
    const stopped = this.#throughWebAcl(this.stage.byArn("webAcl", textOf(association?.properties.webAclArn)));
    if (stopped) return stopped;
    const { url } = this.request;
    // CloudFront connects to the origin over HTTPS; a client to the port of its address.
    const port = arrival.connecting === undefined ? 443 : Number(url.port || (url.protocol === "http:" ? 80 : 443));
    const outcome = throughLoadBalancer(this.stage, balancer, { ...arrival, request: this.request, port });
    return outcome.passed ? { steps: outcome.steps, answeredBy: "nothing" } : outcome.answer;
  }

  #throughWebAcl(acl: DeployedResource | undefined): Ended | undefined {
    if (!acl) return undefined;
    const sets = this.stage.ofType("ipSet");
    const outcome = throughWebAcl(acl, this.request, {
      addresses: (arn) => {
        const set = sets.find(({ properties }) => properties.arn === arn);
        return set && textsIn(set.properties.addresses);
      },
      unknown: (what) => this.#unknown.add(`${logicalName(acl.urn)}: ${what}`),
    });
    if (!outcome.passed) return outcome.answer;
    this.#steps.push(...outcome.steps);
    return undefined;
  }
}

/**
 * The headers that a distribution adds for an origin. In a state their values are secrets; what the value was made from tells
 * then whether a load balancer expects the same.
 */
function addedHeaders(
  origin: Readonly<Record<string, unknown>>,
  { dependencies }: DeployedResource,
): ReadonlyMap<string, AddedHeader> {
  const madeFrom = dependencies.filter((urn) => urn.includes("$random:index/") || urn.includes("::random:index/"));
  return new Map(
    objectsIn(origin.customHeaders).map(({ name, value }) => [
      textOf(name).toLowerCase(),
      typeof value === "string" ? { value } : { madeFrom },
    ]),
  );
}
