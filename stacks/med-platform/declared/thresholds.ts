import { section, wholeNumber } from "../../../settings/fields/field";

/** From where on alarms fire (MP-M24-01..05, MP-THR-01..06, C-09). */
export function thresholds() {
  const percent = (because: string) => wholeNumber({ minimum: 1, maximum: 100, unit: "per cent", because });
  const milliseconds = (because: string) => wholeNumber({ minimum: 1, maximum: 60_000, unit: "milliseconds", because });
  return section({
    /** CPU of the tasks and of the database. @default 70 */
    cpuPercent: percent("MP-M24-01").default(70),
    /** Memory of the tasks. @default 80 */
    memoryPercent: percent("MP-M24-02").default(80),
    /** Storage in use, of the tasks and of the database. @default 80 */
    diskPercent: percent("MP-M24-03").default(80),
    /** What 99 of 100 requests take at most before it is a warning. @default 200 */
    latencyWarningMilliseconds: milliseconds("MP-PERF-03, C-09").default(200),
    /** What 99 of 100 requests take at most before somebody is woken. @default 1000 */
    latencyCriticalMilliseconds: milliseconds("MP-ALR-02, C-09").default(1000),
    /** Failed requests of a hundred before it is a warning. @default 1 */
    errorWarningPercent: percent("MP-THR-04").default(1),
    /** Failed requests of a hundred before somebody is woken. @default 5 */
    errorCriticalPercent: percent("MP-THR-01").default(5),
    /** Requests in five minutes below which a share of them says nothing. @default 50 */
    minimumRequests: wholeNumber({ minimum: 1, maximum: 1_000_000, unit: "requests", because: "C-09" }).default(50),
  }).prefault({});
}
