/** The component whose inputs are a stage's facts about the other stages of its project. */
export const neighboursType = "care-platform:stage:StageNeighbours";

/** Inputs of that component. */
export interface NeighboursArgs {
  readonly stage: string;
  readonly compared: readonly string[];
  readonly unread: readonly string[];
  readonly shared: readonly { readonly what: string; readonly with: string }[];
  readonly promotions: readonly {
    readonly system: string;
    readonly image: string;
    readonly ranInStaging: boolean;
  }[];
}
