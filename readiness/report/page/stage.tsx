import { counted } from "../../render/wording";
import { logicalName } from "../../deployed-resource";
import type { StagePart } from "../../stage-parts";
import type { Readiness } from "../readiness";
import { columns, partSize, pictureLayout } from "./picture-layout";
import { FoldedTable, Scroll } from "./tables";

const columnNames: Readonly<Record<string, string>> = {
  edge: "Edge",
  service: "Services",
  data: "Data",
  network: "Network",
};

/** What is deployed: the picture, and every part in a table. */
export function Stage({ readiness: { parts, stack, versions } }: { readonly readiness: Readiness }) {
  return (
    <section id="stage" aria-labelledby="stage-title">
      <h2 id="stage-title">The stage</h2>
      {parts.length === 0 ? (
        <p>
          No state was given: <code>pulumi stack export --stack {stack} --file state.json</code>, then{" "}
          <code>--state state.json</code>.
        </p>
      ) : (
        <>
          <p>
            {counted(parts.length, "part")}, {parts.reduce((sum, part) => sum + part.resources, 0)} resources.{" "}
            {Object.entries(versions)
              .map(([system, found]) => `${system} ${found.length === 0 ? "without a version" : found.join(", ")}`)
              .join("; ")}
            . A line leads from a part to one that it uses; what it uses of the foundation is in the table.
          </p>
          <Scroll label="Picture of the stage">
            <Picture parts={parts} stack={stack} />
          </Scroll>
          <PartsTable parts={parts} />
        </>
      )}
    </section>
  );
}

/** The longest text that fits into a part, in characters. */
const longest = 34;

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function Picture({ parts, stack }: { readonly parts: readonly StagePart[]; readonly stack: string }) {
  const { width, height, bands, parts: placed, lines } = pictureLayout(parts);
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={`The parts of ${stack}, which the table below lists`}
    >
      <defs>
        <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8Z" />
        </marker>
      </defs>
      {bands.map(({ owner, y, height: tall }) => (
        <>
          <rect class="band" x={0.5} y={y + 0.5} width={width - 1} height={tall - 1} rx={6} />
          <text class="head" x={14} y={y + 17}>
            {owner}
          </text>
        </>
      ))}
      {columns.map((area, column) => (
        <text class="small" x={14 + column * 262 + partSize.width} y={17} text-anchor="end">
          {columnNames[area]}
        </text>
      ))}
      {lines.map((path) => (
        <path d={path} marker-end="url(#head)" />
      ))}
      {placed.map(({ part, x, y }) => (
        <>
          <rect class="part" x={x} y={y} width={partSize.width} height={partSize.height} rx={4} />
          <text x={x + 9} y={y + 18}>
            {shortened(part.name)}
          </text>
          <text class="small" x={x + 9} y={y + 34}>
            {shortened([part.component, ...part.publicNames.slice(0, 1)].join(" · "))}
          </text>
        </>
      ))}
    </svg>
  );
}

function PartsTable({ parts }: { readonly parts: readonly StagePart[] }) {
  return (
    <FoldedTable
      label="Parts of the stage"
      summary={`All ${parts.length} parts`}
      columns={["Belongs to", "Part", "Component", "Reached as", "Uses", { number: "Resources" }]}
    >
      {parts.map(({ owner, name, component, publicNames, uses, resources }) => (
        <tr>
          <td>{owner}</td>
          <th scope="row">{name}</th>
          <td>{component}</td>
          <td>{publicNames.join(", ")}</td>
          <td>{uses.map(logicalName).join(", ")}</td>
          <td class="number">{resources}</td>
        </tr>
      ))}
    </FoldedTable>
  );
}
