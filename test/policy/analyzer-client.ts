import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A resource as a test describes it to a pack. */
export interface Asked {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly properties: Record<string, unknown>;
  readonly protect?: boolean;
  readonly provider?: Record<string, unknown>;
  readonly parent?: string;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What a pack answers, in plain words and an order of its own. */
export interface PlainAnswer {
  readonly diagnostics: readonly object[];
  readonly notApplicable: readonly string[];
}

/** The engine's side of the protocol, for tests. */
export class AnalyzerClient {
  readonly #client: grpc.Client;

  constructor(port: number | string) {
    this.#client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
  }

  async info(): Promise<analyzer.AnalyzerInfo.AsObject> {
    return (await this.#ask(AnalyzerService.getAnalyzerInfo, new Empty())).toObject();
  }

  async configureStack(stack: string, dryRun: boolean, tags: Readonly<Record<string, string>> = {}): Promise<void> {
    const request = new analyzer.AnalyzerStackConfigureRequest();
    request.setStack(stack);
    request.setDryRun(dryRun);
    for (const [key, value] of Object.entries(tags)) request.getTagsMap().set(key, value);
    await this.#ask(AnalyzerService.configureStack, request);
  }

  async configure(
    rules: Readonly<Record<string, { level: analyzer.EnforcementLevel; values?: Record<string, unknown> }>>,
  ): Promise<void> {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const [rule, { level, values }] of Object.entries(rules)) {
      const configuration = new analyzer.PolicyConfig();
      configuration.setEnforcementlevel(level);
      configuration.setProperties(structOf(values ?? {}));
      request.getPolicyconfigMap().set(rule, configuration);
    }
    await this.#ask(AnalyzerService.configure, request);
  }

  async analyze(asked: Asked): Promise<PlainAnswer> {
    return plain(await this.#ask(AnalyzerService.analyze, fill(new analyzer.AnalyzeRequest(), asked)));
  }

  async analyzeStack(asked: readonly Asked[]): Promise<PlainAnswer> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(asked.map((one) => stackResource(one)));
    return plain(await this.#ask(AnalyzerService.analyzeStack, request));
  }

  async remediate(asked: Asked): Promise<number> {
    const response = await this.#ask(AnalyzerService.remediate, fill(new analyzer.AnalyzeRequest(), asked));
    return response.getRemediationsList().length;
  }

  #ask<Request, Response>(method: grpc.MethodDefinition<Request, Response>, request: Request): Promise<Response> {
    const { path, requestSerialize, responseDeserialize } = method;
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, response) => {
        if (error) reject(error);
        else resolve(response!);
      });
    });
  }
}

function structOf(properties: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

function fill<T extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(message: T, asked: Asked): T {
  message.setType(asked.type);
  message.setUrn(asked.urn);
  message.setName(asked.name);
  message.setProperties(structOf(asked.properties));
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(asked.protect ?? false);
  message.setOptions(options);
  if (asked.provider) {
    const provider = new analyzer.AnalyzerProviderResource();
    provider.setType("pulumi:providers:aws");
    provider.setName("aws");
    provider.setProperties(structOf(asked.provider));
    message.setProvider(provider);
  }
  return message;
}

function stackResource(asked: Asked): analyzer.AnalyzerResource {
  const message = fill(new analyzer.AnalyzerResource(), asked);
  message.setParent(asked.parent ?? "");
  for (const [property, urns] of Object.entries(asked.propertyDependencies ?? {})) {
    const dependencies = new analyzer.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function plain(response: analyzer.AnalyzeResponse): PlainAnswer {
  return {
    diagnostics: response.getDiagnosticsList().map((diagnostic) => diagnostic.toObject()),
    notApplicable: response
      .getNotApplicableList()
      .map((silent) => `${silent.getPolicyName()}: ${silent.getReason()}`)
      .sort(),
  };
}
