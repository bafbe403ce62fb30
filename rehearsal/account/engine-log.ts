import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import engineProtobuf from "@pulumi/pulumi/proto/engine_pb";

/** The engine's own log, where a provider tells what does not stop it: the engine shows it beside the resource. */
export class EngineLog {
  #client: EngineClient | undefined;

  /** The address that the engine gives a provider when it attaches to it. */
  attach(address: string): void {
    this.#client?.close();
    this.#client = address === "" ? undefined : new EngineClient(address, grpc.credentials.createInsecure());
  }

  /** Warns of a resource. An engine that is gone by now needs no warning. */
  warn(urn: string, message: string): void {
    const request = new engineProtobuf.LogRequest();
    request.setSeverity(engineProtobuf.LogSeverity.WARNING);
    request.setUrn(urn);
    request.setMessage(message);
    this.#client?.log(request, () => undefined);
  }
}
