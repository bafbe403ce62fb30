import * as grpc from "@grpc/grpc-js";
import structProtobuf from "google-protobuf/google/protobuf/struct_pb";
import pluginProtobuf from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import protocol from "@pulumi/pulumi/proto/provider_pb";
import type { WireObject } from "../../../rehearsal/account/resource-type";

type Call<Request, Response> = (
  request: Request,
  callback: (error: grpc.ServiceError | null, response: Response) => void,
) => grpc.ClientUnaryCall;

const structOf = (object: WireObject) => structProtobuf.Struct.fromJavaScript(object as never);

/** One connection of an engine to a provider, as a program's provider resource makes it. */
export class ProviderConnection {
  readonly #client: ResourceProviderClient;

  constructor(port: number) {
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      // Each provider resource has a connection of its own.
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  close(): void {
    this.#client.close();
  }

  async configure(args: WireObject): Promise<protocol.ConfigureResponse> {
    const request = new protocol.ConfigureRequest();
    request.setArgs(structOf(args));
    return this.#answer((done) => this.#client.configure(request, done));
  }

  /** What the engine does first with a provider that it did not start: it gives its own address. */
  async attach(address: string): Promise<void> {
    const request = new pluginProtobuf.PluginAttach();
    request.setAddress(address);
    await this.#answer((done) => this.#client.attach(request, done));
  }

  async invoke(token: string, args: WireObject): Promise<WireObject> {
    const request = new protocol.InvokeRequest();
    request.setTok(token);
    request.setArgs(structOf(args));
    const response = await this.#answer<protocol.InvokeResponse>((done) => this.#client.invoke(request, done));
    return response.getReturn()?.toJavaScript() ?? {};
  }

  async check(urn: string, news: WireObject, olds: WireObject = {}) {
    const request = new protocol.CheckRequest();
    request.setUrn(urn);
    request.setNews(structOf(news));
    request.setOlds(structOf(olds));
    request.setRandomseed(Buffer.from("0123456789abcdef", "hex"));
    const response = await this.#answer<protocol.CheckResponse>((done) => this.#client.check(request, done));
    return {
      inputs: (response.getInputs()?.toJavaScript() ?? {}) as WireObject,
      failures: response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]),
    };
  }

  async diff(urn: string, olds: WireObject, oldInputs: WireObject, news: WireObject, ignoreChanges: string[] = []) {
    const request = new protocol.DiffRequest();
    request.setUrn(urn);
    request.setOlds(structOf(olds));
    request.setOldInputs(structOf(oldInputs));
    request.setNews(structOf(news));
    request.setIgnorechangesList(ignoreChanges);
    const response = await this.#answer<protocol.DiffResponse>((done) => this.#client.diff(request, done));
    return {
      changed: response.getChanges() === protocol.DiffResponse.DiffChanges.DIFF_SOME,
      diffs: response.getDiffsList(),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(urn: string, properties: WireObject, preview = false) {
    const request = new protocol.CreateRequest();
    request.setUrn(urn);
    request.setProperties(structOf(properties));
    request.setPreview(preview);
    const response = await this.#answer<protocol.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), state: (response.getProperties()?.toJavaScript() ?? {}) as WireObject };
  }

  async read(urn: string, id: string, properties: WireObject = {}, inputs: WireObject = {}) {
    const request = new protocol.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setProperties(structOf(properties));
    request.setInputs(structOf(inputs));
    const response = await this.#answer<protocol.ReadResponse>((done) => this.#client.read(request, done));
    return {
      id: response.getId(),
      state: (response.getProperties()?.toJavaScript() ?? {}) as WireObject,
      inputs: (response.getInputs()?.toJavaScript() ?? {}) as WireObject,
    };
  }

  async update(
    urn: string,
    id: string,
    olds: WireObject,
    oldInputs: WireObject,
    news: WireObject,
    preview = false,
  ): Promise<WireObject> {
    const request = new protocol.UpdateRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(structOf(olds));
    request.setOldInputs(structOf(oldInputs));
    request.setNews(structOf(news));
    request.setPreview(preview);
    const response = await this.#answer<protocol.UpdateResponse>((done) => this.#client.update(request, done));
    return response.getProperties()?.toJavaScript() ?? {};
  }

  async delete(urn: string, id: string, properties: WireObject = {}): Promise<void> {
    const request = new protocol.DeleteRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setProperties(structOf(properties));
    await this.#answer((done) => this.#client.delete(request, done));
  }

  #answer<Response>(call: (done: Parameters<Call<never, Response>>[1]) => void): Promise<Response> {
    return new Promise((resolve, reject) => {
      call((error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  }
}
