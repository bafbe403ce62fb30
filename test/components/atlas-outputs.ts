import type { Properties, RegisterOptions } from "./mocks";

const projectId = "0123456789abcdef01234567";

/** Where a cluster can be reached; recognisably not from Atlas. */
function connectionStrings(name: unknown): Properties {
  return {
    standardSrv: `mongodb+srv://${String(name)}.abcde.mongodb.net`,
    privateEndpoints: [
      {
        srvConnectionString: `mongodb+srv://${String(name)}-pl-0.abcde.mongodb.net`,
        endpoints: [{ endpointId: "vpce-1", providerName: "AWS", region: "EU_WEST_1" }],
      },
    ],
  };
}

/** What Atlas answers, for tests of components. */
export const atlasCalls: RegisterOptions["calls"] = {
  "mongodbatlas:index/getAdvancedCluster:getAdvancedCluster": ({ name }) => ({
    connectionStrings: connectionStrings(name),
  }),
};

/** What Atlas computes, for tests of components; recognisably not from Atlas. */
export const atlasOutputs: RegisterOptions["computed"] = {
  "mongodbatlas:index/project:Project": () => ({ id: projectId }),
  "mongodbatlas:index/advancedCluster:AdvancedCluster": ({ name }) => ({
    clusterId: "abcdef0123456789abcdef01",
    connectionStrings: connectionStrings(name),
  }),
  "mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup": () => ({
    roleId: "role-id",
    awsConfigs: [{ atlasAwsAccountArn: "arn:aws:iam::999999999999:root", atlasAssumedRoleExternalId: "external-id" }],
  }),
  "mongodbatlas:index/privateLinkEndpoint:PrivateLinkEndpoint": () => ({
    endpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-1",
    privateLinkId: "link-id",
  }),
};

/** The id every project of these tests has. */
export const mockedProjectId = projectId;

/** The inputs of a resource with a list in it, one element each. */
export function only(inputs: Properties, property: string): unknown {
  const list = inputs[property] as readonly unknown[];
  if (list.length !== 1) throw new Error(`Expected one element in ${property}, found ${list.length}`);
  return list[0];
}
