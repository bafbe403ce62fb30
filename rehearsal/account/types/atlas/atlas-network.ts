import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { isAtlasRegion } from "../../published/atlas-regions";
import { globalTypes, resourceType } from "../../resource-type";
import type { Creation, KeptResource, Refusal, ResourceTypes } from "../../resource-type";
import { atlasSpelling, awsSpelling, encodedId, holdsProject, inProject, inSameProject, objectId } from "./atlas-ids";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

const linkType = "mongodbatlas:index/privateLinkEndpoint:PrivateLinkEndpoint";
const serviceType = "mongodbatlas:index/privateLinkEndpointService:PrivateLinkEndpointService";

type LinkCreation = Creation<mongodbatlas.PrivateLinkEndpointArgs>;
type ServiceCreation = Creation<mongodbatlas.PrivateLinkEndpointServiceArgs>;

function link({ inputs, account, id }: LinkCreation): Refusal | undefined {
  const { providerName = "", region = "", projectId } = inputs;
  if (!["AWS", "AZURE", "GCP"].includes(providerName)) {
    return { code: "INVALID_PROVIDER", message: `No provider ${providerName} exists.` };
  }
  if (providerName === "AWS" && !isAtlasRegion(atlasSpelling(region))) {
    return { code: "INVALID_REGION", message: `No region ${region} exists for provider AWS.` };
  }
  const taken = inSameProject(account, linkType, projectId).some(
    (other) =>
      other.id !== id &&
      other.state.providerName === providerName &&
      atlasSpelling(textOf(other.state.region)) === atlasSpelling(region),
  );
  return taken
    ? {
        code: "PRIVATELINK_ENDPOINT_SERVICE_ALREADY_EXISTS_FOR_REGION",
        message: `A PrivateLink Endpoint Service already exists for ${providerName} region ${region}.`,
      }
    : undefined;
}

function linkOf({ inputs, account }: ServiceCreation): KeptResource | undefined {
  return inSameProject(account, linkType, inputs.projectId).find(
    ({ state }) => state.privateLinkId === inputs.privateLinkId,
  );
}

function linkOfProject(creation: ServiceCreation): Refusal | undefined {
  return linkOf(creation)
    ? undefined
    : {
        code: "PRIVATELINK_NOT_FOUND",
        message: `A PrivateLink with id ${creation.inputs.privateLinkId ?? ""} does not exist.`,
      };
}

/** An endpoint in AWS must lead to the service that Atlas made for this link. */
function interfaceEndpoint(creation: ServiceCreation): Refusal | undefined {
  const { endpointServiceId = "", providerName, projectId } = creation.inputs;
  if (providerName !== "AWS") return undefined;
  if (!/^vpce-[0-9a-z]+$/.test(endpointServiceId)) {
    return {
      code: "PRIVATELINK_INTERFACE_ENDPOINT_ID_MALFORMED",
      message: "AWS interface endpoint ids must begin with 'vpce-' followed by a series of alphanumeric characters.",
    };
  }
  const endpoint = creation.account.find("aws:ec2/vpcEndpoint:VpcEndpoint", "id", endpointServiceId);
  if (!endpoint || endpoint.state.serviceName !== linkOf(creation)?.state.endpointServiceName) {
    return {
      code: "PRIVATELINK_INTERFACE_ENDPOINT_NOT_FOUND",
      message: `A PrivateLink interface endpoint with id ${endpointServiceId} does not exist.`,
    };
  }
  const taken = inSameProject(creation.account, serviceType, projectId).some(
    ({ id, state }) => id !== creation.id && state.endpointServiceId === endpointServiceId,
  );
  return taken
    ? {
        code: "PRIVATELINK_INTERFACE_ENDPOINT_ALREADY_EXISTS",
        message: `The PrivateLink already contains an interface endpoint with the specified id ${endpointServiceId}.`,
      }
    : undefined;
}

/** Private ways into a project: endpoints of AWS PrivateLink. */
export const atlasNetwork: ResourceTypes = globalTypes({
  [linkType]: resourceType<mongodbatlas.PrivateLinkEndpointArgs, mongodbatlas.PrivateLinkEndpointState>({
    title: "Atlas PrivateLink Endpoint",
    id: ({ inputs, hex }) =>
      encodedId({
        private_link_id: objectId({ hex }, "link"),
        project_id: inputs.projectId,
        provider_name: inputs.providerName,
        region: inputs.region,
      }),
    references: holdsProject("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_PRIVATE_ENDPOINT_SERVICES"),
    replaces: ["portMappingEnabled", "projectId", "providerName", "region"],
    empty: {
      endpointGroupNames: [],
      errorMessage: "",
      interfaceEndpoints: [],
      privateEndpoints: [],
      privateLinkServiceName: "",
      privateLinkServiceResourceId: "",
      serviceAttachmentNames: [],
    },
    computed: {
      endpointServiceName: ({ inputs, hex }) =>
        `com.amazonaws.vpce.${awsSpelling(inputs.region ?? "")}.vpce-svc-0${hex(16, "service")}`,
      privateLinkId: ({ hex }) => objectId({ hex }, "link"),
      regionName: ({ inputs }) => atlasSpelling(inputs.region ?? ""),
      status: () => "AVAILABLE",
    },
    refuses: link,
    refusesDeletion: ({ projectId, privateLinkId }, account) =>
      inSameProject(account, serviceType, projectId).some(({ state }) => state.privateLinkId === privateLinkId)
        ? {
            code: "CANNOT_DELETE_PRIVATELINK_WITH_ENDPOINTS",
            message: "A PrivateLink with endpoints cannot be deleted. Please delete all endpoints and retry.",
          }
        : undefined,
  }),
  [serviceType]: resourceType<
    mongodbatlas.PrivateLinkEndpointServiceArgs,
    mongodbatlas.PrivateLinkEndpointServiceState
  >({
    title: "Atlas PrivateLink Endpoint Service",
    id: ({ inputs }) =>
      encodedId({
        endpoint_service_id: inputs.endpointServiceId,
        private_link_id: inputs.privateLinkId,
        project_id: inputs.projectId,
        provider_name: inputs.providerName,
      }),
    ...inProject,
    replaces: ["endpointServiceId", "gcpProjectId", "privateLinkId", "projectId", "providerName"],
    empty: {
      azureStatus: "",
      deleteRequested: false,
      endpointGroupName: "",
      endpoints: [],
      errorMessage: "",
      gcpEndpointStatus: "",
      gcpStatus: "",
      portMappingEnabled: false,
      privateEndpointConnectionName: "",
      privateEndpointIpAddress: "",
      privateEndpointResourceId: "",
    },
    computed: {
      awsConnectionStatus: () => "AVAILABLE",
      interfaceEndpointId: ({ inputs }) => inputs.endpointServiceId ?? "",
    },
    refuses: firstRefusal(linkOfProject, interfaceEndpoint),
  }),
});
