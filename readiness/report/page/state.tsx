import { readinessStates, type ReadinessState } from "../settle-row";

/** The shape of each state, so that it is known without its colour: one path in a square of 16. */
const shapes: Readonly<Record<ReadinessState, string>> = {
  failed: "M4 4 12 12M12 4 4 12",
  unknown: "M5 6a3 3 0 1 1 4.5 2.6C8.5 9.2 8 9.6 8 10.4M8 13.2v.1",
  manual: "M3 13l1-3.5L10.5 3 13 5.5 6.5 12ZM9 4.5 11.5 7",
  waived: "M4 14V2.5h8L9.5 6 12 9.5H4",
  "deliberately not met": "M8 2a6 6 0 1 0 .01 0ZM3.8 3.8l8.4 8.4",
  "not required": "M3 8h10",
  superseded: "M2.5 5.5h9M9 3l2.5 2.5L9 8M13.5 10.5h-9M7 8 4.5 10.5 7 13",
  met: "M3 8.5 6.5 12 13 4.5",
};

/** The name of a state as a class. */
export function stateClass(state: ReadinessState): string {
  return `s-${state.replaceAll(" ", "-")}`;
}

/** The shapes, once for the whole page. */
export function StateShapes() {
  return (
    <svg width="0" height="0" aria-hidden="true" style="position:absolute">
      <defs>
        {Object.entries(shapes).map(([state, path]) => (
          <path id={`shape-${stateClass(state as ReadinessState)}`} d={path} />
        ))}
      </defs>
    </svg>
  );
}

/** A state: its shape and its word, before a count where there is one. */
export function State({ state, count }: { readonly state: ReadinessState; readonly count?: number }) {
  return (
    <span class={`state ${stateClass(state)}`} title={count === undefined ? undefined : readinessStates[state]}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <use href={`#shape-${stateClass(state)}`} />
      </svg>
      {count === undefined ? state : `${String(count)} ${state}`}
    </span>
  );
}
