/**
 * A simulated AWS account and Atlas organisation for the Pulumi engine: README.md shows how to use it. This file and faults.ts are
 * what the package offers; its other files may change at any time.
 */
export type { Account } from "./account";
export { answerRequest } from "./api/answer";
export { everythingDone } from "./resource-type";
export { type Change, type FailureChoice, type FailureKind, failureKinds } from "./failures/failure";
export { isFrameworkType } from "./failures/framework-types";
export type { AccountView, KeptResource, Missing, OutsideWork, WireObject } from "./resource-type";
export {
  type AlarmMetric,
  alarmHistory,
  type EvaluatedAlarm,
  type MetricData,
  periodOf,
  type StateChange,
} from "./alarms/alarm-history";
export type { AlarmState } from "./alarms/alarm-state";
export { ConsoleHands, type DoneByHand } from "./by-hand";
export { type AccountKnowledge, accountKnowledge, type Knowledge } from "./knowledge";
export { coverageOf, type TypeCoverage } from "./checks/coverage";
export { type AccountKind, accountKinds } from "./quotas/account-kind";
export type { Counted, Raises } from "./quotas/quota";
export { type QuotaNeed, quotaSheet, raisesOf, sharedSheet } from "./quotas/sheet";
export { answerTo } from "./requests/answer";
export { managedRuleNames } from "./requests/managed-rules";
export type { Answer, WebRequest } from "./requests/request";
export { type AccountGrants, type RunningAccount, startAccount } from "./start";
export { inputsOf } from "./published/input-types";
export { pendingChanges, settle } from "./pending";
export { keptInWords, outliving, outlivingInWords, unreadable } from "./outliving";
export { readInWords } from "./read/otherwise";
export { resourceTypes } from "./types";
export { randomText } from "./types/random/random-text";
export type { Operation, OperationListener } from "./watched-account";
export { isFile } from "./wire";
