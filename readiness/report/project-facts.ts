import { conflictsOfChecklists } from "../../checklist/conflicts";
import { proceduresByRow } from "../../checklist/procedures";
import { proofs } from "../../checklist/proofs/index";
import { rules } from "../../policy/index";
import { componentNotes } from "./component-notes";
import type { ProjectFacts } from "./sources";

/** What is known of the project in a folder. */
export function projectFacts(root: string): ProjectFacts {
  return {
    root,
    proofs,
    procedures: proceduresByRow,
    conflicts: conflictsOfChecklists,
    rules,
    components: componentNotes(root),
  };
}
