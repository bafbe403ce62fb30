import type { Readiness } from "../readiness";
import { readinessStates } from "../settle-row";
import { states } from "./head";
import { Moment } from "./link";
import { State } from "./state";

/** What the report is made from, and what its words mean. */
export function Basis({ sources }: Pick<Readiness, "sources">) {
  return (
    <section id="basis" aria-labelledby="basis-title">
      <h2 id="basis-title">What this report is made from</h2>
      {sources.length === 0 && <p>No evidence was given.</p>}
      <ul>
        {sources.map(({ name, when, rehearsed }) => (
          <li>
            {name}
            {rehearsed && ", on a simulated account"}, {when === undefined ? "without a date" : <Moment when={when} />}
          </li>
        ))}
      </ul>
      <h3>States</h3>
      <table>
        <tbody>
          {states.map((state) => (
            <tr>
              <th scope="row">
                <State state={state} />
              </th>
              <td>{readinessStates[state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
