import type { Readiness } from "../readiness";

/** The releases that the settings let through without what they lack; nothing where there are none. */
export function Exceptions({ exceptions }: Pick<Readiness, "exceptions">) {
  if (exceptions.length === 0) return null;
  return (
    <section id="exceptions" aria-labelledby="exceptions-title">
      <h2 id="exceptions-title">Releases without what they lack</h2>
      <ul>
        {exceptions.map(({ system, version, reason, owner, lastDay, counts }) => (
          <li>
            {system} {version}, until {lastDay}
            {!counts && " (does not count any more)"}, owner {owner}: {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
