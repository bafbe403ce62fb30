/** What separates the titles of groups and of a test in a name. */
const separator = " › ";

// What jest replaces in the title of a table's cases (its documentation, `test.each`), and `${…}` of a template.
const placeholder = /%[sdifjopc#$%]|\$\{\}|\$#|\$[A-Za-z_][\w.]*/g;

/** Whether a title as it is written in a test file, for one case or for a table of them, can become a given title. */
export function becomes(written: string, title: string): boolean {
  const texts = written.split(placeholder).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return written === title || new RegExp(`^${texts.join("[^]*")}$`).test(title);
}

/** A test by the titles of its groups, from the outermost, and its own. */
export interface TitledTest {
  readonly groups: readonly string[];
  readonly title: string;
}

/** Whether two tests' titles meet under a comparison of each; the name may leave out outer groups. */
export function isNamed(
  name: string,
  test: TitledTest,
  meets: (titleOfName: string, title: string) => boolean,
): boolean {
  const wanted = name.split(separator);
  const titles = [...test.groups, test.title].slice(-wanted.length);
  return titles.length === wanted.length && wanted.every((part, index) => meets(part, titles[index] ?? ""));
}
