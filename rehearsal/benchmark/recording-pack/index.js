// Writes every question of the engine to the file CARE_PLATFORM_RECORDING, one JSON line each: the method and the bytes.
const fs = require("node:fs");
const grpc = require("@grpc/grpc-js");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { AnalyzerInfo } = require("@pulumi/pulumi/proto/analyzer_pb");

const file = process.env.CARE_PLATFORM_RECORDING;
const asIs = (bytes) => bytes;
const info = new AnalyzerInfo();
info.setName("recording");
info.setVersion("1.0.0");

const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
const methods = Object.entries(AnalyzerService);
server.addService(
  Object.fromEntries(
    methods.map(([name, method]) => [name, { ...method, requestDeserialize: asIs, responseSerialize: asIs }]),
  ),
  Object.fromEntries(
    methods
      .filter(([name]) => !["handshake", "cancel"].includes(name))
      .map(([name]) => [
        name,
        (call, callback) => {
          fs.appendFileSync(file, `${JSON.stringify([name, call.request.toString("base64")])}\n`);
          callback(null, name === "getAnalyzerInfo" ? Buffer.from(info.serializeBinary()) : Buffer.alloc(0));
        },
      ]),
  ),
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
