import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";
import { pageHeaders } from "./csrf";

/** JSON that ends too early. */
export const malformedJson = '{"verify": ';

/** Checks the response to JSON that is none. */
export function judgeMalformed({ status }: Pick<Answer, "status">): Measurement {
  return judged([400, 422].includes(status) ? [] : [`status ${status}`], `status ${status}`);
}

/** Malformed input is a client error, not a server error. */
export const malformed: Probe = {
  name: "malformed-input",
  file: "verify/probes/malformed.ts",
  title: "Malformed JSON is answered 400 or 422",
  rows: ["AH-PRE-06"],
  checks: ({ face }) =>
    [`${face.api}${face.jsonPath}`].map((address) => ({
      address,
      wanted: "status 400 or 422",
      run: async (reach) =>
        judgeMalformed(
          await reach.request(address, {
            method: "POST",
            headers: await pageHeaders(reach, face),
            body: malformedJson,
          }),
        ),
    })),
};
