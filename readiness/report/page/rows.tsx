import { counted } from "../../render/wording";
import { type Evidence, evidenceKinds } from "../evidence";
import { isBlocking, type Readiness } from "../readiness";
import type { SettledRow } from "../settle-row";
import { states } from "./head";
import { type AddressOf, FileLink, Moment } from "./link";
import { State, stateClass } from "./state";

/** Shows only the rows of the chosen state. Without a script: a choice hides what has not its class. */
export const filterStyles = states
  .map((state) => {
    const chosen = `body:has(#only-${stateClass(state)}:checked)`;
    return `${chosen} .rows tbody tr:not(.${stateClass(state)}),${chosen} .part:not(:has(tr.${stateClass(state)})){display:none}`;
  })
  .join("\n");

interface Props {
  readonly readiness: Readiness;
  readonly addressOf: AddressOf;
}

/** Every row, by system and section of its checklist. */
export function Rows({ readiness: { rows, counts }, addressOf }: Props) {
  const systems = [...new Set(rows.map(({ row }) => row.system))];
  return (
    <section id="rows" aria-labelledby="rows-title">
      <h2 id="rows-title">Rows by system and section</h2>
      <fieldset class="filter">
        <legend>Show</legend>
        <label>
          <input type="radio" name="only" checked /> all {rows.length} rows
        </label>
        {states.map(
          (state) =>
            counts[state] > 0 && (
              <label>
                <input type="radio" name="only" id={`only-${stateClass(state)}`} /> {state} ({counts[state]})
              </label>
            ),
        )}
      </fieldset>
      {systems.map((system) => (
        <System system={system} rows={rows.filter(({ row }) => row.system === system)} addressOf={addressOf} />
      ))}
    </section>
  );
}

function System(props: {
  readonly system: string;
  readonly rows: readonly SettledRow[];
  readonly addressOf: AddressOf;
}) {
  const sections = [...new Set(props.rows.map(({ row }) => row.section))];
  const open = props.rows.filter(isBlocking).length;
  return (
    <div class="part">
      <h3 id={`rows-${props.system}`}>
        {props.system}: {open} of {counted(props.rows.length, "row")} open
      </h3>
      {sections.map((section) => (
        <div class="part">
          <h4>{section}</h4>
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col">Requirement</th>
                <th scope="col">State</th>
                <th scope="col">Settled by</th>
              </tr>
            </thead>
            <tbody>
              {props.rows
                .filter(({ row }) => row.section === section)
                .map((settled) => (
                  <RowLine settled={settled} addressOf={props.addressOf} />
                ))}
            </tbody>
          </table>
        </div>
      ))}
    </div>
  );
}

function RowLine({ settled, addressOf }: { readonly settled: SettledRow; readonly addressOf: AddressOf }) {
  const { row, state, why, evidence, conflicts } = settled;
  return (
    <tr id={row.id} class={stateClass(state)}>
      <th scope="row" class="id">
        {row.id}
      </th>
      <td>
        {row.item}
        <span class="kind">
          {row.kind}
          {conflicts.map((code) => (
            <>
              {", "}
              <FileLink file={`docs/checklist-conflicts.md#${code.toLowerCase()}`} addressOf={addressOf}>
                {code}
              </FileLink>
            </>
          ))}
        </span>
      </td>
      <td>
        <State state={state} />
      </td>
      <td>
        {state === "met" ? undefined : why}
        {evidence.length > 0 && (
          <details>
            <summary>{kindsOf(evidence)}</summary>
            <ul>
              {evidence.map((one) => (
                <EvidenceLine evidence={one} addressOf={addressOf} />
              ))}
            </ul>
          </details>
        )}
      </td>
    </tr>
  );
}

/** "deployment, test, 4 rules". */
function kindsOf(evidence: readonly Evidence[]): string {
  return evidenceKinds
    .map((kind) => ({ kind, count: evidence.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => (count === 1 ? kind : counted(count, kind)))
    .join(", ");
}

function EvidenceLine({ evidence, addressOf }: { readonly evidence: Evidence; readonly addressOf: AddressOf }) {
  const { kind, what, verdict, detail, file, about, when, by, rehearsed } = evidence;
  return (
    <li>
      {kind}{" "}
      {file === undefined ? (
        what
      ) : (
        <FileLink file={file} addressOf={addressOf}>
          {what}
        </FileLink>
      )}{" "}
      <strong>{verdict}</strong>
      {detail !== undefined && `: ${detail}`}
      {about !== undefined && (
        <>
          {", by "}
          <FileLink file={about} addressOf={addressOf} />
        </>
      )}
      {(by !== undefined || when !== undefined || rehearsed) && (
        <span class="kind">
          {[by, rehearsed ? "on a simulated account" : undefined].filter((part) => part !== undefined).join(", ")}
          {when !== undefined && (
            <>
              {", "}
              <Moment when={when} />
            </>
          )}
        </span>
      )}
    </li>
  );
}
