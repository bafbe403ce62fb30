/** A table from a query of CloudWatch Logs Insights; viewing it is charged by log volume. */
export interface LogTable {
  title: string;
  /** The name of the log group. */
  logGroupName: string;
  /** The query, without its source. */
  query: string;
}

/** A table across a dashboard of `columns`, `height` rows high, `y` rows below its top. */
export function tableWidget(
  { title, logGroupName, query }: LogTable,
  { region, y, columns, height }: { region: string; y: number; columns: number; height: number },
): object {
  return {
    type: "log",
    x: 0,
    y,
    width: columns,
    height,
    properties: { title, view: "table", region, query: `SOURCE '${logGroupName}' | ${query}` },
  };
}
