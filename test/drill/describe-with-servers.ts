import { type DrillServers, serversMissing, startServers } from "../../drill/stage";
import { describeWith } from "../real/describe-with";

/** The `describe` of drills, which need a real Postgres for each database and a real Redis. */
export function describeWithServers(title: string, tests: (servers: () => DrillServers) => void): void {
  describeWith(title, { missing: serversMissing(), start: startServers }, tests);
}
