import * as vm from "node:vm";
import { ended, isRecord, logicalName, objectsIn, textOf, textsIn } from "./request";
import type { DeployedResource, Ended, Step, WebRequest } from "./request";
import type { StageResources } from "./stage-resources";
import { fitsPattern } from "./wildcard";

type Properties = Readonly<Record<string, unknown>>;

/** Where a distribution sends a request: an end, or one of its origins. */
export type Routed =
  | { readonly passed: false; readonly answer: Ended }
  | {
      readonly passed: true;
      readonly steps: readonly Step[];
      readonly origin: Properties;
      readonly uri: string;
      readonly keepsHost: boolean;
    };

/**
 * The managed origin request policies that send the client's Host header: AllViewer and AllViewerAndCloudFrontHeaders-2022-06
 * (CloudFront developer guide, "Use managed origin request policies").
 */
const keepingHost: ReadonlySet<string> = new Set([
  "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "33f36d7e-f396-46d9-90e0-52428a34d9dc",
]);

/** How long a function may run here; CloudFront allows less than a millisecond of computing. */
const functionMilliseconds = 1000;

/** Which behaviour of a distribution takes a request, what its function does, and which origin it goes to. */
export function throughDistribution(
  stage: StageResources,
  distribution: DeployedResource,
  request: WebRequest,
): Routed {
  const { properties } = distribution;
  const at = `distribution ${textsIn(properties.aliases)[0] ?? logicalName(distribution.urn)}`;
  const behaviours = objectsIn(properties.orderedCacheBehaviors);
  const ordered = behaviours.find(({ pathPattern }) => fitsPath(textOf(pathPattern), request.url.pathname));
  const behaviour = ordered ?? (isRecord(properties.defaultCacheBehavior) ? properties.defaultCacheBehavior : {});
  const which = ordered ? `behaviour ${textOf(ordered.pathPattern)}` : "default behaviour";
  const end = (what: string, status: number) =>
    ended({ steps: [{ at, what: `${which}: ${what}` }], status, answeredBy: at }) as Routed;

  if (request.url.protocol === "http:" && behaviour.viewerProtocolPolicy === "redirect-to-https") {
    return end("redirects to HTTPS", 301);
  }
  if (request.url.protocol === "http:" && behaviour.viewerProtocolPolicy === "https-only")
    return end("allows HTTPS only", 403);
  if (!textsIn(behaviour.allowedMethods).includes(request.method)) {
    return end(`does not allow ${request.method}`, 403);
  }
  const viewer = viewerRequest(stage, behaviour, request);
  if (typeof viewer === "object") return end(`${viewer.name} responds ${viewer.status}`, viewer.status);
  const uri = viewer === "/" ? `/${textOf(properties.defaultRootObject)}` : viewer;
  const origin = objectsIn(properties.origins).find(({ originId }) => originId === behaviour.targetOriginId) ?? {};
  return {
    passed: true,
    steps: [{ at, what: `${which}: requests ${uri} from the origin ${textOf(origin.originId)}` }],
    origin,
    uri,
    keepsHost: keepingHost.has(textOf(behaviour.originRequestPolicyId)),
  };
}

/** A pattern may be written without its first slash. */
const fitsPath = (pattern: string, path: string) =>
  fitsPattern(pattern.startsWith("/") ? pattern : `/${pattern}`, path);

/** What the viewer-request function of a behaviour makes of the path, or the answer that it gives itself. */
function viewerRequest(
  stage: StageResources,
  behaviour: Properties,
  { method, url, headers, from }: WebRequest,
): string | { readonly name: string; readonly status: number } {
  const association = objectsIn(behaviour.functionAssociations).find(({ eventType }) => eventType === "viewer-request");
  const found = stage.byArn("function", textOf(association?.functionArn));
  if (!found) return url.pathname;
  const request = {
    method,
    uri: url.pathname,
    querystring: Object.fromEntries([...url.searchParams].map(([name, value]) => [name, { value }])),
    headers: Object.fromEntries([...headers].map(([name, value]) => [name, { value }])),
    cookies: {},
  };
  const context = vm.createContext({ event: { version: "1.0", viewer: { ip: from }, request } });
  const result: unknown = vm.runInContext(`${textOf(found.properties.code)}\nhandler(event);`, context, {
    timeout: functionMilliseconds,
  });
  const made = result as { readonly statusCode?: number; readonly uri?: string };
  return made.statusCode === undefined
    ? (made.uri ?? url.pathname)
    : { name: `function ${textOf(found.properties.name)}`, status: made.statusCode };
}
