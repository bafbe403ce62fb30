import { readinessStates, type ReadinessState } from "../settle-row";
import type { Readiness } from "../readiness";
import { Moment } from "./link";
import { State, stateClass } from "./state";

/** The states, in the order of readinessStates. */
export const states = Object.keys(readinessStates) as readonly ReadinessState[];

/** What a reader sees first: the banner of a rehearsal, the verdict, and how many rows have which state. */
export function Head({ readiness }: { readonly readiness: Readiness }) {
  const { stack, when, verdict, rehearsed, counts } = readiness;
  return (
    <header>
      {rehearsed && (
        <p class="banner">
          Evidence of a <strong>rehearsal</strong> on a simulated account: it says nothing about a real stage.
        </p>
      )}
      <div class="inside">
        <p class="kicker">
          Readiness of {stack}, <Moment when={when} />
        </p>
        <h1>{verdict.sentence}</h1>
        <Bar counts={counts} />
        <ul class="counts">
          {states.map(
            (state) =>
              counts[state] > 0 && (
                <li>
                  <State state={state} count={counts[state]} />
                </li>
              ),
          )}
        </ul>
      </div>
    </header>
  );
}

/** The shares of the states. */
function Bar({ counts }: Pick<Readiness, "counts">) {
  const total = states.reduce((sum, state) => sum + counts[state], 0);
  let left = 0;
  return (
    <svg class="bar" viewBox={`0 0 ${String(Math.max(total, 1))} 1`} preserveAspectRatio="none" aria-hidden="true">
      {states.map((state) => {
        const x = left;
        left += counts[state];
        return counts[state] > 0 && <rect class={stateClass(state)} x={x} y={0} width={counts[state]} height={1} />;
      })}
    </svg>
  );
}
