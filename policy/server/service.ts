import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ConfigurationFault } from "../configuration-fault";
import { StageManifestFault } from "../stage-manifest";
import { WaiverFileFault } from "../waiver-file";
import type { ConfiguredLevel, Pack, RuleConfiguration } from "../pack";
import type { PackDescription } from "./introduction";
import { introductionOf } from "./introduction";
import { resourceOf, resourcesOf } from "./request";
import { ResponseWriter } from "./response";

// The engine's protocol for policy packs (proto/pulumi/analyzer.proto). @pulumi/policy serves the same protocol, but unpacks
// every resource again for every rule and loads the whole SDK to do so (docs/decisions/0007-policy-server.md).

/** The service, with the questions about resources left as the bytes they arrive as. */
const service: grpc.ServiceDefinition = {
  ...AnalyzerService,
  analyze: { ...AnalyzerService.analyze, requestDeserialize: asIs, responseSerialize: asIs },
  analyzeStack: { ...AnalyzerService.analyzeStack, requestDeserialize: asIs, responseSerialize: asIs },
  remediate: { ...AnalyzerService.remediate, requestDeserialize: asIs, responseSerialize: asIs },
};

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

const levels: ReadonlyMap<analyzer.EnforcementLevel, ConfiguredLevel> = new Map([
  [analyzer.EnforcementLevel.ADVISORY, "advisory"],
  [analyzer.EnforcementLevel.MANDATORY, "mandatory"],
  [analyzer.EnforcementLevel.REMEDIATE, "remediate"],
  [analyzer.EnforcementLevel.DISABLED, "disabled"],
]);

/** Serves the pack on a free port of the loopback address; resolves to the server and the port. */
export function servePack(
  pack: Pack,
  description: PackDescription,
): Promise<{ readonly server: grpc.Server; readonly port: number }> {
  // A stack of some thousand resources arrives as one message.
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(service, implementation(pack, description));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve({ server, port });
    });
  });
}

function implementation(pack: Pack, description: PackDescription): grpc.UntypedServiceImplementation {
  const writer = new ResponseWriter(description);
  const nothing = Buffer.alloc(0);
  return {
    getAnalyzerInfo: unary<Empty, analyzer.AnalyzerInfo>(() => introductionOf(description, pack.rules)),
    getPluginInfo: unary<Empty, plugin.PluginInfo>(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(description.version);
      return info;
    }),
    configureStack: unary<analyzer.AnalyzerStackConfigureRequest, analyzer.AnalyzerStackConfigureResponse>(
      (request) => {
        const tags = new Map(request.getTagsMap().getEntryList());
        pack.configureStack({ stack: request.getStack(), tags, dryRun: request.getDryRun() });
        return new analyzer.AnalyzerStackConfigureResponse();
      },
    ),
    configure: unary<analyzer.ConfigureAnalyzerRequest, Empty>((request) => {
      const entries: [string, analyzer.PolicyConfig][] = [];
      request.getPolicyconfigMap().forEach((configuration, rule) => entries.push([rule, configuration]));
      pack.configure(new Map(entries.map(([rule, configuration]) => [rule, configurationOf(configuration)])));
      return new Empty();
    }),
    analyze: unary<Buffer, Buffer>((request) => writer.write(pack.analyze(resourceOf(request)))),
    analyzeStack: unary<Buffer, Buffer>((request) => writer.write(pack.analyzeStack(resourcesOf(request)))),
    // The pack changes no resource: an empty answer, for which the properties need not be read.
    remediate: unary<Buffer, Buffer>(() => nothing),
  };
}

function configurationOf(configuration: analyzer.PolicyConfig): RuleConfiguration {
  const values = configuration.getProperties()?.toJavaScript() ?? {};
  return { level: levels.get(configuration.getEnforcementlevel()), values };
}

function unary<Request, Response>(answer: (request: Request) => Response) {
  return (call: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>): void => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: detailsOf(error) });
    }
  };
}

/** A user's error shows only its message; an error in a rule also needs its stack trace. */
function detailsOf(error: unknown): string {
  if (error instanceof ConfigurationFault) return error.message;
  if (error instanceof WaiverFileFault || error instanceof StageManifestFault) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
