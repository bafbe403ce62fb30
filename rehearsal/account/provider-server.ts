import * as grpc from "@grpc/grpc-js";
import emptyProtobuf from "google-protobuf/google/protobuf/empty_pb";
import structProtobuf from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import pluginProtobuf from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import protocol from "@pulumi/pulumi/proto/provider_pb";
import anyProtobuf from "google-protobuf/google/protobuf/any_pb";
import statusProtobuf from "@pulumi/pulumi/proto/status_pb";
import { MadeNotWell } from "./asked-faults";
import { ChangeFailed } from "./failures/failure";
import type { ProviderConfiguration } from "./resource-type";
import type { PropertyChange } from "./difference";
import { EngineLog } from "./engine-log";
import { pendingChanges, pendingInWords, restartInWords } from "./pending";
import { AccountRefusal, NotModelled } from "./refusal";
import type { WireObject } from "./resource-type";
import type { WatchedAccount } from "./watched-account";
import { isUnknown, withoutEnvelopes, withoutUndefined } from "./wire";

/** The region of a provider that was given none; every stage sets one. */
const defaultRegion = "us-east-1";

/** A provider of the engine's that is being served on a port of the loopback interface. */
export interface ServedProvider {
  readonly packageName: string;
  readonly port: number;
  stop(): void;
}

/**
 * Serves the account as the provider of one package, over the engine's own provider protocol. The protocol is used as it
 * is published, because the SDK's wrapper around it cannot say that a provider supports previews.
 * `version` is what the provider announces: that of the installed SDK package, or the engine warns.
 */
export async function serveProvider(
  packageName: string,
  version: string,
  account: WatchedAccount,
): Promise<ServedProvider> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, implementation(version, account) as grpc.UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    packageName,
    port,
    stop: () => {
      server.forceShutdown();
    },
  };
}

/** The type in a URN: the last of the types in `urn:pulumi:<stack>::<project>::<parents>$<type>::<name>`. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function logicalNameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function objectOf(struct: Struct | undefined): WireObject {
  return struct?.toJavaScript() ?? {};
}

function structOf(object: WireObject): Struct {
  return structProtobuf.Struct.fromJavaScript(withoutUndefined(object) as Record<string, JavaScriptValue>);
}

/** A handler that answers or refuses; a refusal keeps its message, a fault of the account itself also its stack. */
function handler<Request, Response>(answer: (request: Request, peer: string) => Response) {
  return (call: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>): void => {
    try {
      callback(null, answer(call.request, call.getPeer()));
    } catch (error) {
      const expected = error instanceof AccountRefusal || error instanceof ChangeFailed || error instanceof NotModelled;
      const message = error instanceof Error ? ((expected ? undefined : error.stack) ?? error.message) : String(error);
      const answered =
        error instanceof MadeNotWell
          ? initialisationError(error)
          : { code: expected ? grpc.status.FAILED_PRECONDITION : grpc.status.INTERNAL, details: message };
      const waits = error instanceof MadeNotWell || error instanceof AccountRefusal ? error.until : undefined;
      if (waits === undefined) callback(answered);
      else {
        void waits.then(() => {
          callback(answered);
        });
      }
    }
  };
}

/** How a provider says that it has made a resource which does not do what it is for: the engine keeps it, and its error. */
function initialisationError({ id, state, inputs, reason }: MadeNotWell): grpc.ServiceError {
  const detail = new protocol.ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(structOf(state));
  detail.setReasonsList([reason]);
  detail.setInputs(structOf(inputs));
  const packed = new anyProtobuf.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statusProtobuf.Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(reason);
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  // gRPC carries structured errors in this field (google.rpc.Status).
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return Object.assign(new Error(reason), { code: grpc.status.UNKNOWN, details: reason, metadata });
}

function implementation(version: string, account: WatchedAccount): Partial<IResourceProviderServer> {
  // The engine attaches to one server for every provider resource of a package; the connection tells them apart.
  const configurations = new Map<string, ProviderConfiguration>();
  let latest: ProviderConfiguration = { region: defaultRegion, defaultTags: {} };
  const engine = new EngineLog();
  const configurationOf = (peer: string): ProviderConfiguration => configurations.get(peer) ?? latest;

  return {
    getPluginInfo: handler(() => {
      const info = new pluginProtobuf.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    attach: handler((request) => {
      engine.attach(request.getAddress());
      return new emptyProtobuf.Empty();
    }),
    cancel: handler(() => new emptyProtobuf.Empty()),
    checkConfig: handler((request) => {
      const response = new protocol.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: handler((request) => {
      const response = new protocol.DiffResponse();
      const replaced = objectOf(request.getOlds()).region !== objectOf(request.getNews()).region;
      response.setReplacesList(replaced ? ["region"] : []);
      return response;
    }),
    configure: handler((request, peer) => {
      latest = readConfiguration(request);
      configurations.set(peer, latest);
      const response = new protocol.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),
    invoke: handler((request, peer) => {
      const args = withoutEnvelopes(objectOf(request.getArgs())) as WireObject;
      const response = new protocol.InvokeResponse();
      response.setReturn(structOf(account.invoke(request.getTok(), args, configurationOf(peer))));
      return response;
    }),
    check: handler((request, peer) => {
      const urn = request.getUrn();
      const seed = Buffer.from(request.getRandomseed_asU8()).toString("hex") || "0000000";
      const checked = account.check(
        typeOf(urn),
        logicalNameOf(urn),
        objectOf(request.getOlds()),
        objectOf(request.getNews()),
        seed,
        configurationOf(peer),
      );
      for (const { property, reason } of checked.warnings) engine.warn(urn, `${property}: ${reason}`);
      const response = new protocol.CheckResponse();
      response.setInputs(structOf(checked.inputs));
      response.setFailuresList(
        checked.failures.map(({ property, reason }) => {
          const failure = new protocol.CheckFailure();
          failure.setProperty(property);
          failure.setReason(reason);
          return failure;
        }),
      );
      return response;
    }),
    diff: handler((request, peer) => {
      const oldInputs = objectOf(request.getOldInputs());
      const { changes, deleteBeforeReplace } = account.diff(
        typeOf(request.getUrn()),
        oldInputs,
        objectOf(request.getNews()),
        request.getIgnorechangesList(),
        { before: objectOf(request.getOlds()).region, now: configurationOf(peer).region },
      );
      const response = new protocol.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = protocol.DiffResponse.DiffChanges;
      response.setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME);
      response.setDiffsList(changes.map((change) => change.property));
      response.setReplacesList(changes.filter((change) => change.replaces).map((change) => change.property));
      response.setDeletebeforereplace(deleteBeforeReplace);
      response.setHasdetaileddiff(true);
      for (const change of changes) response.getDetaileddiffMap().set(change.property, propertyDiff(change));
      return response;
    }),
    create: handler((request, peer) => {
      const urn = request.getUrn();
      const properties = objectOf(request.getProperties());
      const early = request.getPreview() ? undefined : account.early(typeOf(urn), properties);
      if (early !== undefined) engine.warn(urn, early);
      const created = account.create(typeOf(urn), urn, properties, request.getPreview(), configurationOf(peer));
      const response = new protocol.CreateResponse();
      response.setId(created.id);
      response.setProperties(structOf(created.state));
      return response;
    }),
    read: handler((request, peer) => {
      const known = objectOf(request.getProperties());
      const inputs = objectOf(request.getInputs());
      const found = account.read(typeOf(request.getUrn()), request.getId(), known, configurationOf(peer), inputs);
      const response = new protocol.ReadResponse();
      if (!found) return response;
      response.setId(found.id);
      response.setProperties(structOf(found.state));
      response.setInputs(structOf(found.inputs));
      return response;
    }),
    update: handler((request, peer) => {
      const urn = request.getUrn();
      const state = account.update(
        typeOf(urn),
        urn,
        request.getId(),
        objectOf(request.getOlds()),
        objectOf(request.getOldInputs()),
        objectOf(request.getNews()),
        request.getPreview(),
        configurationOf(peer),
      );
      const changed = request.getPreview() ? undefined : account.store.get(typeOf(urn), request.getId());
      for (const change of changed ? pendingChanges(changed) : []) engine.warn(urn, pendingInWords(change));
      for (const line of changed ? restartInWords(changed) : []) engine.warn(urn, line);
      const response = new protocol.UpdateResponse();
      response.setProperties(structOf(state));
      return response;
    }),
    delete: handler((request, peer) => {
      const state = objectOf(request.getProperties());
      account.delete(typeOf(request.getUrn()), request.getId(), configurationOf(peer), state);
      return new emptyProtobuf.Empty();
    }),
  };
}

/** Region and default tags; a nested value arrives as JSON text. */
function readConfiguration(request: protocol.ConfigureRequest): ProviderConfiguration {
  const args = withoutEnvelopes(objectOf(request.getArgs())) as Record<string, unknown>;
  const parsed = (value: unknown): unknown =>
    typeof value === "string" && /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value;
  const region = args.region;
  const tags = (parsed(args.defaultTags) as { tags?: Record<string, string> } | undefined)?.tags ?? {};
  return {
    region: typeof region === "string" && region !== "" && !isUnknown(region) ? region : defaultRegion,
    defaultTags: tags,
  };
}

function propertyDiff(change: PropertyChange): protocol.PropertyDiff {
  const kinds = protocol.PropertyDiff.Kind;
  const kind = {
    add: change.replaces ? kinds.ADD_REPLACE : kinds.ADD,
    update: change.replaces ? kinds.UPDATE_REPLACE : kinds.UPDATE,
    delete: change.replaces ? kinds.DELETE_REPLACE : kinds.DELETE,
  }[change.kind];
  const diff = new protocol.PropertyDiff();
  diff.setKind(kind);
  diff.setInputdiff(true);
  return diff;
}
