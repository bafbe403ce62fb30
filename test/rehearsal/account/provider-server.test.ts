import * as grpc from "@grpc/grpc-js";
import emptyProtobuf from "google-protobuf/google/protobuf/empty_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import engineProtobuf from "@pulumi/pulumi/proto/engine_pb";
import { WatchedAccount } from "../../../rehearsal/account/watched-account";
import { invokes } from "../../../rehearsal/account/invokes";
import { offers } from "../../../rehearsal/account/published/offers";
import { serveProvider } from "../../../rehearsal/account/provider-server";
import type { ServedProvider } from "../../../rehearsal/account/provider-server";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes, typeFiles } from "../../../rehearsal/account/types";
import { asSecret, isSecret, isUnknown, unknownString } from "../../../rehearsal/account/wire";
import { ProviderConnection } from "./provider-client";

const urn = (type: string, name = "x"): string => `urn:pulumi:s::p::my:Component$${type}::${name}`;
const topic = "aws:sns/topic:Topic";
const parameter = "aws:ssm/parameter:Parameter";
const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";

let account: WatchedAccount;
let served: ServedProvider;
let connection: ProviderConnection;

beforeEach(async () => {
  account = new WatchedAccount(new Store(), resourceTypes, invokes, typeFiles);
  served = await serveProvider("aws", "7.0.0", account);
  connection = new ProviderConnection(served.port);
  await connection.configure({ region: "eu-west-1" });
});

afterEach(() => {
  connection.close();
  served.stop();
});

/** Creates as the engine does: what was checked. */
async function create(type: string, given: WireObject, by = connection, name = "x") {
  const { inputs } = await by.check(urn(type, name), given);
  return { inputs, ...(await by.create(urn(type, name), inputs)) };
}

it("says that it takes secrets and supports previews", async () => {
  const response = await connection.configure({ region: "eu-west-1" });

  expect(response.getAcceptsecrets()).toBe(true);
  expect(response.getSupportspreview()).toBe(true);
});

it("takes a resource through its whole life", async () => {
  const { inputs, id, state } = await create(topic, { displayName: "one" });
  expect(inputs.name).toBe("x-0123456");
  expect(state).toMatchObject({ arn: "arn:aws:sns:eu-west-1:000000000000:x-0123456", displayName: "one", tagsAll: {} });

  const { inputs: news } = await connection.check(urn(topic), { displayName: "two" }, inputs);
  expect(await connection.diff(urn(topic), state, inputs, news)).toEqual({
    changed: true,
    diffs: ["displayName"],
    replaces: [],
    deleteBeforeReplace: false,
  });
  const updated = await connection.update(urn(topic), id, state, inputs, news);
  expect(updated).toEqual({ ...state, displayName: "two" });

  const read = await connection.read(urn(topic), id, updated, news);
  expect(read).toEqual({ id, state: updated, inputs: news });

  await connection.delete(urn(topic), id, updated);
  expect((await connection.read(urn(topic), id, updated, news)).id).toBe("");
  expect(account.store.size).toBe(0);
});

it("knows in a preview what is given, and nothing that is computed", async () => {
  const { inputs } = await connection.check(urn(subnet), { vpcId: unknownString, cidrBlock: "10.0.0.0/24" });
  const { id, state } = await connection.create(urn(subnet), inputs, true);

  expect(id).toBe("");
  expect(state.cidrBlock).toBe("10.0.0.0/24");
  expect([state.arn, state.availabilityZone, state.vpcId].every((value) => isUnknown(value))).toBe(true);
  expect(account.store.size).toBe(0);
});

it("replaces for a value that is not known yet, and updates for one that is", async () => {
  const { id } = await create(vpc, { cidrBlock: "10.0.0.0/16" });
  const inputs = { vpcId: id, cidrBlock: "10.0.0.0/24" };
  const diff = (news: WireObject) => connection.diff(urn(subnet), { ...inputs, region: "eu-west-1" }, inputs, news);

  expect((await diff({ ...inputs, vpcId: unknownString })).replaces).toEqual(["vpcId"]);
  expect((await diff({ ...inputs, mapPublicIpOnLaunch: true })).replaces).toEqual([]);
  expect((await diff({ ...inputs, region: "eu-west-1" })).changed).toBe(false);
  expect((await diff({ ...inputs, region: "us-east-1" })).replaces).toEqual(["region"]);
});

it("keeps a secret a secret through creation, update and refresh, and out of what the account holds", async () => {
  const { inputs, id, state } = await create(parameter, { type: "SecureString", value: asSecret("opensesame") });
  expect(isSecret(state.value)).toBe(true);

  const { inputs: news } = await connection.check(
    urn(parameter),
    { type: "SecureString", value: asSecret("opensesame-2"), tags: asSecret({ owner: "opensesame-3" }) },
    inputs,
  );
  expect([isSecret(news.value), isSecret(news.tags), isSecret(news.tagsAll)]).toEqual([true, true, true]);
  const updated = await connection.update(urn(parameter), id, state, inputs, news);
  const read = await connection.read(urn(parameter), id, updated, news);

  expect(read.state).toEqual(updated);
  expect(read.inputs).toEqual(news);
  expect(JSON.stringify(account.store.list())).not.toContain("opensesame");
  expect((await connection.diff(urn(parameter), read.state, read.inputs, news)).changed).toBe(false);
});

it("tells providers with other regions and tags apart by their connections", async () => {
  const other = new ProviderConnection(served.port);
  await other.configure({ region: "af-south-1", defaultTags: JSON.stringify({ tags: { team: "south" } }) });
  const [first, second] = [await create(topic, { name: "same" }), await create(topic, { name: "same" }, other)];
  const again = await create(topic, { name: "third" });
  other.close();

  expect(first.state).toMatchObject({ region: "eu-west-1", tagsAll: {} });
  expect(second.state).toMatchObject({ region: "af-south-1", tagsAll: { team: "south" } });
  expect(again.state).toMatchObject({ region: "eu-west-1", tagsAll: {} });
});

it("hands out what an import needs: the inputs a resource was made from, and nothing computed", async () => {
  const { id } = await create("aws:rds/instance:Instance", {
    identifier: "records",
    engine: "postgres",
    engineVersion: "16.4",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    username: "app",
    password: asSecret("correcthorse"),
    skipFinalSnapshot: true,
  });
  const { inputs, state, id: found } = await connection.read(urn("aws:rds/instance:Instance", "y"), "records");

  expect(found).toBe(id);
  expect(Object.keys(inputs).sort()).toEqual([
    "allocatedStorage",
    "engine",
    "engineVersion",
    "identifier",
    "instanceClass",
    "skipFinalSnapshot",
    "username",
  ]);
  expect(state.endpoint).toMatch(/^records\./);
});

it("answers a function with what the connection is configured for", async () => {
  const other = new ProviderConnection(served.port);
  await other.configure({ region: "af-south-1" });
  const [here, there, told] = await Promise.all([
    connection.invoke("aws:index/getRegion:getRegion", {}),
    other.invoke("aws:index/getRegion:getRegion", {}),
    other.invoke("aws:index/getRegion:getRegion", { region: "us-east-1" }),
  ]);
  other.close();

  expect([here.region, there.region, told.region]).toEqual(["eu-west-1", "af-south-1", "us-east-1"]);
});

it.each([
  ["a type nobody describes", () => connection.check(urn("aws:sqs/queue:Queue"), {}), "rehearsal/account/types/sqs.ts"],
  ["a function nobody answers", () => connection.invoke("aws:ec2/getAmi:getAmi", {}), "rehearsal/account/invokes.ts"],
  ["what AWS refuses", () => create(subnet, { vpcId: "vpc-00000001" }), "api error InvalidVpcID.NotFound"],
])("refuses %s in a sentence, without a stack", async (_, action, sentence) => {
  const refusal = await action().then(
    () => "",
    (error: unknown) => (error as { readonly details: string }).details,
  );

  expect(refusal).toContain(sentence);
  expect(refusal).not.toContain("\n");
});

it("names what a program got wrong before it creates anything", async () => {
  const { failures } = await connection.check(urn(topic), { name: "not a name" });

  expect(failures).toEqual([["name", expect.stringContaining('The name "not a name" of this SNS Topic')]]);
});

it("warns the engine that attached to it of what AWS will not offer for long", async () => {
  const [runtime = "", life] =
    Object.entries(offers().lambdaRuntimes).find(([, { createBlocked = "" }]) => createBlocked > "2027") ?? [];
  const engine = new grpc.Server();
  const heard = new Promise<engineProtobuf.LogRequest>((resolve) => {
    const log: grpc.handleUnaryCall<engineProtobuf.LogRequest, emptyProtobuf.Empty> = ({ request }, callback) => {
      resolve(request);
      callback(null, new emptyProtobuf.Empty());
    };
    engine.addService({ log: EngineService.log }, { log });
  });
  const port = await new Promise<number>((resolve, reject) => {
    engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  const then = new WatchedAccount(
    new Store(),
    resourceTypes,
    invokes,
    typeFiles,
    () => new Date(life?.deprecated ?? ""),
  );
  const provider = await serveProvider("aws", "7.0.0", then);
  const own = new ProviderConnection(provider.port);
  const functionUrn = urn("aws:lambda/function:Function");
  await own.configure({ region: "eu-west-1" });
  await own.attach(`127.0.0.1:${port}`);
  await own.check(functionUrn, { runtime });
  const request = await heard;
  own.close();
  provider.stop();
  engine.forceShutdown();

  expect(request.getSeverity()).toBe(engineProtobuf.LogSeverity.WARNING);
  expect(request.getUrn()).toBe(functionUrn);
  expect(request.getMessage()).toContain(`runtime: Lambda's runtime ${runtime} ended on ${life?.deprecated ?? ""}`);
});
