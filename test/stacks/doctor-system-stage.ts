import type { Stage } from "../../settings/stage/stage";
import { DoctorSystem } from "../../stacks/doctor-system/doctor-system";
import { Foundation } from "../../stacks/foundation";
import { atlasCalls, atlasOutputs } from "../components/atlas-outputs";
import type { RegisterOptions } from "../components/mocks";
import type { Changes } from "../settings/complete";
import { settingsOfThree } from "../settings/three-systems";

/** Builds doctor-system on its foundation, from the checked-in stage with stand-ins and changes. */
export const doctorSystem =
  (stage: Stage, changes: Changes = {}) =>
  (): DoctorSystem => {
    const chosen = settingsOfThree(stage, changes);
    return new DoctorSystem(chosen, new Foundation(chosen));
  };

/** The addresses of a stage differ, and its endpoints have the id by which the cluster's addresses are found. */
export const options: RegisterOptions = {
  calls: atlasCalls,
  computed: {
    ...atlasOutputs,
    "aws:ec2/eip:Eip": (_, name) => ({ allocationId: name, publicIp: `192.0.2.${name.charCodeAt(name.length - 1)}` }),
    "aws:ec2/vpcEndpoint:VpcEndpoint": () => ({ id: "vpce-1", prefixListId: "pl-0123456789abcdef0" }),
  },
};
