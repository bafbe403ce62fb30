import { renderToString } from "preact-render-to-string";
import type { Readiness } from "../readiness";
import { Alarms } from "./alarms";
import { Basis } from "./basis";
import { Blockers } from "./blockers";
import { Costs } from "./costs";
import { Exceptions } from "./exceptions";
import { Frameworks } from "./frameworks";
import { Head } from "./head";
import type { AddressOf } from "./link";
import { filterStyles, Rows } from "./rows";
import { Stage } from "./stage";
import { StateShapes } from "./state";
import { styles } from "./styles";

/** Nothing is loaded, and nothing runs: whatever a text of the stage holds, it stays text. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * The report as one HTML page that needs nothing else.
 * @param addressOf where the files of the project lie, as the page is to link them.
 */
export function readinessPage(readiness: Readiness, addressOf: AddressOf): string {
  return `<!doctype html>\n${renderToString(<Page readiness={readiness} addressOf={addressOf} />)}\n`;
}

function Page({ readiness, addressOf }: { readonly readiness: Readiness; readonly addressOf: AddressOf }) {
  const { stack, verdict, blockers, exceptions, frameworks, alarms, costs, sources, rows } = readiness;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${stack}: ${verdict.word}`}</title>
        <style dangerouslySetInnerHTML={{ __html: `${styles}${filterStyles}` }} />
      </head>
      <body>
        <a class="skip" href="#blockers">
          Skip to what blocks
        </a>
        <StateShapes />
        <Head readiness={readiness} />
        <nav class="contents" aria-label="Contents">
          <ul>
            <Entry id="blockers" text={`What blocks (${String(blockers.length)})`} />
            {[...new Set(rows.map(({ row }) => row.system))].map((system) => (
              <Entry id={`rows-${system}`} text={system} />
            ))}
            <Entry id="frameworks" text="Frameworks" />
            <Entry id="stage" text="The stage" />
            <Entry id="alarms" text="Alarms" />
            <Entry id="costs" text="Cost" />
            <Entry id="basis" text="Sources and states" />
          </ul>
        </nav>
        <main>
          <Blockers blockers={blockers} />
          <Exceptions exceptions={exceptions} />
          <Rows readiness={readiness} addressOf={addressOf} />
          <Frameworks frameworks={frameworks} addressOf={addressOf} />
          <Stage readiness={readiness} />
          <Alarms alarms={alarms} addressOf={addressOf} />
          <Costs costs={costs} addressOf={addressOf} />
          <Basis sources={sources} />
        </main>
        <footer>
          Made by <code>npm run readiness</code>; <a href={addressOf("docs/readiness.md")}>docs/readiness.md</a>{" "}
          explains it.
        </footer>
      </body>
    </html>
  );
}

function Entry({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <li>
      <a href={`#${id}`}>{text}</a>
    </li>
  );
}
