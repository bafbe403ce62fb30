import { isWithin } from "./statements";
import { ended, isRecord, logicalName, objectsIn, textOf, textsIn } from "./request";
import type { DeployedResource, Outcome, WebRequest } from "./request";
import type { StageResources } from "./stage-resources";
import { fitsPattern } from "./wildcard";

type Properties = Readonly<Record<string, unknown>>;

/** A header of a distribution: its value, or of a secret the URNs of what it was made from. */
export type AddedHeader = { readonly value: string } | { readonly madeFrom: readonly string[] };

/** How a request reaches a load balancer. */
export interface Arrival {
  readonly request: WebRequest;
  readonly port: number;
  /** The host name in the request. */
  readonly host: string;
  /** The address that connects; undefined for one of CloudFront's. */
  readonly connecting?: string;
  /** The headers that a distribution adds, by name in lower case. */
  readonly added: ReadonlyMap<string, AddedHeader>;
}

/** Which rule of a load balancer's listener takes a request, and where it goes. */
export function throughLoadBalancer(stage: StageResources, balancer: DeployedResource, arrival: Arrival): Outcome {
  const at = `load balancer ${textOf(balancer.properties.name)}`;
  const listener = stage
    .ofType("listener")
    .find(
      ({ properties }) => properties.loadBalancerArn === balancer.properties.arn && properties.port === arrival.port,
    );
  if (!listener) {
    return ended({
      steps: [{ at, what: `has no listener on port ${arrival.port}` }],
      answeredBy: "nothing: the connection is refused",
    });
  }
  const rules = stage
    .ofType("listenerRule")
    .filter(({ properties }) => properties.listenerArn === listener.properties.arn)
    .sort((one, other) => Number(one.properties.priority) - Number(other.properties.priority));
  const rule = rules.find((each) => objectsIn(each.properties.conditions).every((one) => holds(one, arrival, each)));
  const [action] = objectsIn(rule ? rule.properties.actions : listener.properties.defaultActions);
  const which = rule ? `rule ${logicalName(rule.urn)}` : "default action";
  return answerOf(stage, action ?? {}, { at, which: `listener ${arrival.port}, ${which}` });
}

/** Elastic Load Balancing user guide, "Condition types for listener rules". */
function holds(condition: Properties, { request, host, connecting, added }: Arrival, rule: DeployedResource): boolean {
  const valuesOf = (kind: string) => {
    const body = condition[kind];
    return isRecord(body) ? textsIn(body.values) : undefined;
  };
  if (isRecord(condition.httpHeader)) {
    const name = textOf(condition.httpHeader.httpHeaderName).toLowerCase();
    const header = added.get(name);
    if (header && "madeFrom" in header) return header.madeFrom.some((urn) => rule.dependencies.includes(urn));
    const value = header?.value ?? request.headers.get(name);
    return (
      value !== undefined &&
      textsIn(condition.httpHeader.values).some((each) => fitsPattern(each, value, { anyCase: true }))
    );
  }
  const tests: Readonly<Record<string, (value: string) => boolean>> = {
    hostHeader: (value) => fitsPattern(value, host, { anyCase: true }),
    pathPattern: (value) => fitsPattern(value, request.url.pathname),
    httpRequestMethod: (value) => value === request.method,
    sourceIp: (value) => connecting !== undefined && isWithin(connecting, value),
  };
  return Object.entries(tests).every(([kind, test]) => valuesOf(kind)?.some(test) ?? true);
}

function answerOf(
  stage: StageResources,
  action: Properties,
  { at, which }: { readonly at: string; readonly which: string },
): Outcome {
  const step = (what: string) => [{ at, what: `${which}: ${what}` }];
  if (isRecord(action.fixedResponse)) {
    const status = Number(action.fixedResponse.statusCode);
    return ended({ steps: step(`responds ${status}`), status, answeredBy: at });
  }
  if (isRecord(action.redirect)) {
    const status = Number(textOf(action.redirect.statusCode).replace("HTTP_", ""));
    return ended({ steps: step(`redirects to ${textOf(action.redirect.protocol)}`), status, answeredBy: at });
  }
  const weighted = isRecord(action.forward) ? objectsIn(action.forward.targetGroups) : [];
  const [heaviest] = [...weighted].sort((one, other) => Number(other.weight) - Number(one.weight));
  const group = stage.byArn("targetGroup", textOf(action.targetGroupArn) || textOf(heaviest?.arn));
  const name = textOf(group?.properties.name);
  return ended({ steps: step(`forwards to the target group ${name}`), answeredBy: containerOf(stage, group) });
}

function containerOf(stage: StageResources, group: DeployedResource | undefined): string {
  for (const service of stage.ofType("service")) {
    for (const balancer of objectsIn(service.properties.loadBalancers)) {
      const advanced = isRecord(balancer.advancedConfiguration) ? balancer.advancedConfiguration : {};
      const groups = [balancer.targetGroupArn, advanced.alternateTargetGroupArn];
      if (group !== undefined && groups.includes(group.properties.arn)) {
        return `container ${textOf(balancer.containerName)}, port ${Number(balancer.containerPort)}, of the service ${textOf(service.properties.name)}`;
      }
    }
  }
  return `target group ${textOf(group?.properties.name)}, which has no service`;
}
