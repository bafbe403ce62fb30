import * as fs from "node:fs";
import * as path from "node:path";
import { rules } from "../../policy/index";

const root = path.join(__dirname, "../..");

/** Words that the style of CONTRIBUTING.md excludes. Each has a plain word that means the same. */
const excluded =
  /\b(hears? of|heard of|is told|are told|somebody|nobody|whoever|mend(s|ed|ing)?|thousand million|house value|without remains|stands in|stand in|file of waivers|is not asked|only said)\b|\bas (many|long|large) \w+( \w+)? as \S+ at least\b/i;

/** The words of a text that the style excludes, with some of what is around them. */
function found(text: string): readonly string[] {
  return text.split("\n").filter((line) => excluded.test(line));
}

/** What a person reads of a command: its source without comments. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");
const commands = fs.readdirSync(path.join(root, "cli")).map((file) => `cli/${file}`);

it.each(["README.md", "docs/tour.md", "docs/deploy.md", "docs/images.md", "docs/drills.md", "policy/README.md"])(
  "%s has no word that the style excludes",
  (file) => {
    expect(found(read(file))).toEqual([]);
  },
);

it.each(commands)("the texts of %s have no word that the style excludes", (file) => {
  expect(found(withoutComments(read(file)))).toEqual([]);
});

it("no rule has a word that the style excludes in its title, its fix or its settings", () => {
  const texts = rules.flatMap(({ title, remediation, unwaivable = "", settings = {} }) => [
    title,
    remediation,
    unwaivable,
    ...Object.values(settings).map(({ description }) => description),
  ]);
  expect(texts.flatMap(found)).toEqual([]);
});

it("the excluded words are those of CONTRIBUTING.md", () => {
  const style = read("CONTRIBUTING.md").split("## Style\n")[1] ?? "";
  const listed = [...style.matchAll(/^\| ([^|]+?) +\| /gm)].flatMap(([, words = ""]) => words.split(", ")).slice(2);
  expect(listed.length).toBeGreaterThan(5);
  for (const word of listed) expect([word, excluded.test(word)]).toEqual([word, true]);
});
