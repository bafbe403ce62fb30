import type { ComponentChildren } from "preact";

/** A part that is scrolled sideways where it is too wide, by keyboard too. */
export function Scroll(props: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="scroll" role="region" aria-label={props.label} tabIndex={0}>
      {props.children}
    </div>
  );
}

interface FoldedTableProps {
  /** What the table is, for a screen reader. */
  readonly label: string;
  /** What is read before it is opened. @default the label */
  readonly summary?: string;
  /** The heads of its columns; those of numbers are set to the right. */
  readonly columns: readonly (string | { readonly number: string })[];
  /** Its rows. */
  readonly children: ComponentChildren;
}

/** A table that is closed until a person opens it. */
export function FoldedTable({ label, summary = label, columns, children }: FoldedTableProps) {
  return (
    <details>
      <summary>{summary}</summary>
      <Scroll label={label}>
        <table>
          <thead>
            <tr>
              {columns.map((column) =>
                typeof column === "string" ? (
                  <th scope="col">{column}</th>
                ) : (
                  <th scope="col" class="number">
                    {column.number}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </Scroll>
    </details>
  );
}
