import { ConsoleHands, resourceTypes } from "../account/index";
import { textIn, type YearStage } from "./year-stage";

/** What a person does in the console of the stage's Region, past the program. */
export function handsOf(year: YearStage): ConsoleHands {
  const region = textIn(year.one("aws:ecs/cluster:Cluster", ""), "region");
  return new ConsoleHands(year.standing.account, resourceTypes, region);
}
