import type { ComponentChildren } from "preact";

/** Makes the address of a file of the project, which is named from its root and may have an anchor. */
export type AddressOf = (file: string) => string;

/** A link to a file of the project. */
export function FileLink(props: {
  readonly file: string;
  readonly addressOf: AddressOf;
  readonly children?: ComponentChildren;
}) {
  return <a href={props.addressOf(props.file)}>{props.children ?? props.file}</a>;
}

/** Links to rows of this page. */
export function RowLinks({ rows }: { readonly rows: readonly string[] }) {
  return (
    <>
      {rows.map((id, index) => (
        <>
          {index > 0 && ", "}
          <a href={`#${id}`}>{id}</a>
        </>
      ))}
    </>
  );
}

/** A date and time to the minute, in UTC. */
export function Moment({ when }: { readonly when: string }) {
  return <time dateTime={when}>{`${when.slice(0, 10)} ${when.slice(11, 16)} UTC`}</time>;
}
