import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { readinessPage } from "../../../readiness/report/page/page";
import { type Readiness, readinessOf } from "../../../readiness/report/readiness";
import { describeWithChromium } from "../../real/chromium";
import { full, passedRun, project } from "./evidence-of-staging";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-page-"));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** A staging of which some rows have every state. */
const open: Readiness = readinessOf({
  project: { ...project, procedures: new Map() },
  gathered: {
    ...full,
    recorded: full.recorded.slice(1, 2),
    result: {
      ...passedRun("rehearsal"),
      policy: {
        ...full.result.policy,
        outcomes: full.result.policy.outcomes.map((one) => {
          if (one.rule === "ecs-non-root") return { ...one, outcome: "waived" };
          if (one.rule === "log-retention") return { ...one, outcome: "failed" };
          return one.rule === "ah-prod-sizing" ? { ...one, level: "off" } : one;
        }),
      },
    },
  },
});
/** A part of it in which everything still occurs: axe looks at each pair of elements, and takes a minute for all rows. */
const excerpt: Readiness = {
  ...open,
  rows: open.rows.filter(({ state }, index) => index % 60 === 0 || state === "waived" || state === "not required"),
  frameworks: open.frameworks.map(({ name, controls }) => ({ name, controls: controls.slice(0, 2) })),
  blockers: open.blockers.slice(0, 6).map((one) => ({ ...one, rows: one.rows.slice(0, 15) })),
  parts: open.parts.filter((_, index) => index % 16 === 0),
  costs: open.costs.slice(0, 3),
};
const pages = { open, excerpt, ready: readinessOf({ project, gathered: full }) } as const;

function addressOf(name: keyof typeof pages): string {
  const file = path.join(folder, `${name}.html`);
  if (!fs.existsSync(file))
    fs.writeFileSync(
      file,
      readinessPage(pages[name], (one) => `../${one}`),
    );
  return pathToFileURL(file).href;
}

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 } };
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

describeWithChromium("the page in Chromium", (chromium) => {
  /** Opens a page, and says what it asked for and complained about. */
  async function opened(
    name: keyof typeof pages,
    options: BrowserContextOptions,
    look: (page: Page, noted: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const context = await chromium().browser.newContext(options);
    try {
      const page = await context.newPage();
      const noted: string[] = [];
      page.on("request", (request) => noted.push(request.url()));
      page.on("console", (message) => noted.push(message.text()));
      await page.goto(addressOf(name));
      await look(page, noted);
    } finally {
      await context.close();
    }
  }

  /** How many of the elements are shown. */
  const visible = (page: Page, selector: string): Promise<number> =>
    page.evaluate<number>(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((one) => one.checkVisibility()).length`,
    );

  const sectionsOf = (state: string): number =>
    new Set(open.rows.filter((one) => one.state === state).map(({ row }) => `${row.system} ${row.section}`)).size;

  /** What axe finds that keeps people from reading the page, one line each. */
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ["violations"] })`);
    return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${impact ?? ""} ${id}: ${html}`));
  }

  it.each([
    ["1280 × 800", desktop],
    ["390 × 844", phone],
  ])("at %s shows the verdict without scrolling, and is no wider than the window", async (_, options) => {
    await opened("open", options, async (page, noted) => {
      const heading = page.getByRole("heading", { level: 1 });
      expect(await heading.textContent()).toBe(open.verdict.sentence);
      const box = await heading.boundingBox();
      const { width, height } = options.viewport;
      expect(box).not.toBeNull();
      expect(box!.y + box!.height).toBeLessThan(height);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      // Nothing is loaded but the page itself, and nothing is refused or complained about.
      expect(noted).toEqual([addressOf("open")]);
    });
  });

  it.each([
    ["in light", { ...desktop, colorScheme: "light" as const }],
    ["in dark on a phone", { ...phone, colorScheme: "dark" as const }],
  ])("has no finding of axe %s", async (_, options) => {
    await opened("excerpt", options, async (page) => {
      // Folded parts are read, too.
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await findings(page)).toEqual([]);
    });
  });

  it("shows a calm page, without a banner, when the stage is ready", async () => {
    await opened("ready", desktop, async (page) => {
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(pages.ready.verdict.sentence);
      expect(await page.getByText("simulated account").count()).toBe(0);
      expect(await page.locator("#blockers").textContent()).toBe("What blocksNothing: every row is settled.");
    });
    await opened("open", desktop, async (page) => {
      expect(await page.locator(".banner").isVisible()).toBe(true);
    });
  });

  it("is used by keyboard: the link to what blocks, the choice of a state, a folded part", async () => {
    await opened("open", desktop, async (page) => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await page.evaluate("location.hash")).toBe("#blockers");
      expect(await visible(page, "table.rows tbody tr")).toBe(517);
      await page.getByRole("radio", { name: "all 517 rows" }).focus();
      await page.keyboard.press("ArrowDown");
      expect(await visible(page, "table.rows tbody tr")).toBe(open.counts.failed);
      expect(await visible(page, ".part h4")).toBe(sectionsOf("failed"));
      await page.locator("tr.s-failed summary").first().focus();
      await page.keyboard.press("Enter");
      expect(await page.locator("tr.s-failed details li").first().isVisible()).toBe(true);
    });
  });

  it("prints everything, what is folded too", async () => {
    await opened("open", desktop, async (page) => {
      await page.emulateMedia({ media: "print" });
      expect(await visible(page, "table.rows tbody tr")).toBe(517);
      const shown = `[...document.querySelectorAll("details > :not(summary)")].map((one) => one.checkVisibility({ contentVisibilityAuto: true }))`;
      expect(new Set(await page.evaluate<boolean[]>(shown))).toEqual(new Set([true]));
      expect(await page.locator("nav.contents").isVisible()).toBe(false);
    });
  });

  it("links rows, rules, components, tests and pages that are there", async () => {
    await opened("open", desktop, async (page) => {
      const found = `[...document.querySelectorAll("a")].map((one) => one.getAttribute("href"))`;
      const links = [...new Set(await page.evaluate<string[]>(found))];
      const inside = links.filter((link) => link.startsWith("#"));
      const missing = `${JSON.stringify(inside)}.filter((link) => document.getElementById(link.slice(1)) === null)`;
      expect(await page.evaluate(missing)).toEqual([]);
      const files = links
        .filter((link) => !link.startsWith("#"))
        .map((link) => link.replace(/^\.\.\//, "").replace(/#.*/, ""));
      expect(files.length).toBeGreaterThan(150);
      const absent = [...new Set(files)].filter((file) => !fs.existsSync(path.join(project.root, file)));
      expect(absent).toEqual([]);
    });
  });
});
