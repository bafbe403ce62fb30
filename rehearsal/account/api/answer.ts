import { isSeenFrom } from "../regions";
import type { WireObject } from "../resource-type";
import type { Store } from "../store";
import { identityAnswers } from "./identity";
import { networkAnswers } from "./network";
import type { ApiRequest } from "./request";
import { atlasAnswers, serviceAnswers } from "./services";

const answers = { ...networkAnswers, ...identityAnswers, ...serviceAnswers };

/** The account has no answer to the operation: it lists what `rehearsal/account/api` describes. */
export class NotAnswered extends Error {}

/**
 * Answers a read-only request from what the account holds, in the shape of the vendor's API; `undefined` where there is none of
 * what was asked for, for which AWS has an error. Throws {@link NotAnswered} for another operation.
 */
export function answerRequest(
  store: Store,
  { service, operation, region, input = {} }: ApiRequest,
): WireObject | undefined {
  if (service === "atlas") {
    const [, project = "", list = ""] = /^\/groups\/([^/]+)\/(\w+)$/.exec(operation) ?? [];
    const answer = atlasAnswers[list];
    if (answer === undefined) throw new NotAnswered(`The simulated Atlas does not answer ${operation}.`);
    return answer(project, store.list());
  }
  const answering = answers[`${service} ${operation}`];
  if (answering === undefined) throw new NotAnswered(`The simulated account does not answer ${service} ${operation}.`);
  return answering(input, (...types) =>
    types.flatMap((type) => store.list(type)).filter((resource) => isSeenFrom(region, resource)),
  );
}
