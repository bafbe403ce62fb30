import type { ResourceTypes } from "../../resource-type";
import { addressTypes } from "./ec2-addresses";
import { endpointTypes } from "./ec2-endpoints";
import { networkAclTypes } from "./ec2-network-acls";
import { routingTypes } from "./ec2-routing";
import { securityGroupTypes } from "./ec2-security-groups";
import { vpcTypes } from "./ec2-vpc";

export const ec2: ResourceTypes = {
  ...vpcTypes,
  ...addressTypes,
  ...routingTypes,
  ...securityGroupTypes,
  ...networkAclTypes,
  ...endpointTypes,
};
