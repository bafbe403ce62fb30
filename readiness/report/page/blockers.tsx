import { counted } from "../../render/wording";
import type { Readiness } from "../readiness";
import { RowLinks } from "./link";
import { State, stateClass } from "./state";

/** More rows than this are folded. */
const shownRows = 12;

/** What keeps the stage from going live, and what to do about it. */
export function Blockers({ blockers }: Pick<Readiness, "blockers">) {
  return (
    <section id="blockers" aria-labelledby="blockers-title">
      <h2 id="blockers-title">What blocks</h2>
      {blockers.length === 0 && <p>Nothing: every row is settled.</p>}
      <ol class="blockers">
        {blockers.map(({ state, what, fix, command, owner, rows }) => (
          <li class={stateClass(state)}>
            <p class="what">{what}</p>
            <p>{fix}</p>
            {command !== undefined && <code class="command">{command}</code>}
            <p class="muted">
              <State state={state} /> Owner: {owner}
              {rows.length > 0 && `. ${counted(rows.length, "row")}`}
              {rows.length > 0 && rows.length <= shownRows && (
                <>
                  {": "}
                  <RowLinks rows={rows} />
                </>
              )}
            </p>
            {rows.length > shownRows && (
              <details>
                <summary>The {rows.length} rows</summary>
                <RowLinks rows={rows} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
