import { type Account, answerRequest } from "../../account/index";
import { NotThere, type Send } from "./kind";

/** Sends requests to the simulated account. */
export function simulatedSend(account: Account): Send {
  return (request) => {
    const answer = answerRequest(account.store, request);
    if (answer === undefined) return Promise.reject(new NotThere(`${request.service} ${request.operation}`));
    // As it would come over the wire: without what is undefined.
    return Promise.resolve(JSON.parse(JSON.stringify(answer)) as typeof answer);
  };
}
