/** What makes a row of a checklist true, and the test that fails when it is not. Files are named from the root. */
export interface Proof {
  /** The file of the program that meets the row: a component, a stack's file, or one of the settings. */
  readonly by: string;
  readonly test: {
    /** The file of the test. */
    readonly file: string;
    /**
     * The title of the test: of one case, or as it is written for all cases of a table ("may not be %s"). Titles of
     * groups may stand before it, each followed by " › ".
     */
    readonly name: string;
  };
  /** Where the row names a thing that this platform does not have: what does its work here. */
  readonly supersedes?: string;
}
