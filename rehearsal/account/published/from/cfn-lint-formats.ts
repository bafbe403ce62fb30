import * as fs from "node:fs";
import * as path from "node:path";
import { javaScriptPattern } from "./java-pattern";

/** The patterns of the formats that cfn-lint's schemas name, `AWS::EC2::VPC.Id`, from an unpacked `cfn-lint`. */
export function formatPatterns(folder: string): ReadonlyMap<string, string> {
  const rules = path.join(folder, "cfnlint", "rules", "formats");
  const sources = fs.readdirSync(rules).map((file) => fs.readFileSync(path.join(rules, file), "utf8"));
  const [prefix = ""] = sources.flatMap((source) => /ARN_PREFIX = r"(.+)"/.exec(source)?.[1] ?? []);
  return new Map(
    sources.flatMap((source) => {
      const format = /\bformat="([\w:.]+)"/.exec(source)?.[1];
      // The pattern is one raw string of Python or several in brackets, which the beginning of an ARN may stand before.
      const written = /\bpattern=((?:\s|\(|self\.ARN_PREFIX|\+|r"[^"]*")+)/.exec(source)?.[1];
      if (format === undefined || written === undefined) return [];
      const python = [...written.matchAll(/self\.(ARN_PREFIX)|r"([^"]*)"/g)].map(([, name, text = ""]) =>
        name === undefined ? text : prefix,
      );
      const pattern = javaScriptPattern(python.join(""), { whole: false });
      return pattern === undefined ? [] : [[format, pattern] as const];
    }),
  );
}
