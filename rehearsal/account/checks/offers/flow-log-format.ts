import { flowLogFields } from "../../published/flow-log-fields";
import { allowedIn, known, none, refused } from "./offer";
import type { OfferCheck } from "./offer";

/** The fields that the format of a flow log names: `${version} ${account-id}`. */
export const flowLogFormat: OfferCheck = {
  inputs: ["logFormat"],
  find: ({ inputs, olds }) => {
    // The flow logs of transit gateways have other fields.
    if (inputs.transitGatewayId !== undefined || inputs.transitGatewayAttachmentId !== undefined) return none;
    const format = known(inputs, "logFormat") ?? "";
    const fields = [...format.matchAll(/\$\{([^}]*)\}/g)].map(([, field = ""]) => field);
    const wrong = fields.find((field) => !flowLogFields.values.includes(field));
    if (wrong === undefined || format === known(olds, "logFormat")) return none;
    const reason = `InvalidParameter: Unknown fields provided: ${wrong}.`;
    return refused("logFormat", `${reason} ${allowedIn(flowLogFields, wrong)}`, flowLogFields.source);
  },
};
