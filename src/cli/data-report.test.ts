/** A whole audit of training data, as the command line plays it, in every format: each panel drawn from what its check really found. */
import axe from "axe-core";
import { parseHTML } from "linkedom";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../report/testing/browser.ts";
import { terminal } from "../report/terminal.ts";
import { type Run, runSchema } from "../run/schema.ts";
import { stream } from "../stats/stream.ts";
import { here } from "./testing/here.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-data-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A column and a value that a page must take for text. */
const hostile = "<b>job</b>";

/** Women are rarer, their pay is missing more often and rounded; the score is kinder to men; four people of the training data are of a group of their own. */
function table(name: string, rows: number, women: number): string {
  const random = stream(3, "data-report", name);
  const lines = [`sex,race,age,pay,zip,${hostile},income,score`];
  for (let row = 0; row < rows; row++) {
    const woman = random.next() < women;
    const race = name === "train" && row < 4 ? "Few" : (["White", "Black", "<i>Other</i>"][random.int(3)] ?? "");
    const age = 18 + random.int(50);
    const raw = 1000 + 40 * age + 400 * random.normal() - (woman ? 300 : 0);
    const pay =
      random.next() < (woman ? 0.2 : 0.05) ? "" : String(woman ? 500 * Math.round(raw / 500) : Math.round(raw));
    const chance = 1 / (1 + Math.exp(-(raw - 2600) / 300));
    const score = Math.min(1, Math.max(0, chance * (woman ? 0.8 : 1) + 0.1 * random.normal()));
    const job = ["clerk", "<script>alert(1)</script>", "nurse"][woman && random.next() < 0.6 ? 2 : random.int(3)] ?? "";
    const income = random.next() < chance ? "high" : "low";
    lines.push(
      [
        woman ? "F" : "M",
        race,
        age,
        pay,
        woman ? "A" : random.next() < 0.8 ? "B" : "A",
        job,
        income,
        score.toFixed(3),
      ].join(),
    );
  }
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

interface Told {
  readonly run: Run;
  readonly page: string;
  readonly markdown: string;
  readonly sarif: string;
  readonly junit: string;
}
let told: Told;

beforeAll(async () => {
  const out = (name: string): string => join(folder, name);
  const config = out("telltale.config.json");
  const parts = { train: table("train", 900, 0.35), holdout: table("holdout", 300, 0.35) };
  const others = { population: table("population", 600, 0.5), serving: table("serving", 400, 0.55) };
  const subject = { kind: "data", name: "people", ...parts, ...others, score: "score" };
  const columns = { protected: ["sex", "race"], label: "income", positive: "high" };
  const limits = { "data/fairness": { difference: 0.1 } };
  writeFileSync(config, JSON.stringify({ subjects: [subject], columns, limits }));
  writeFileSync(out("datasheet.yml"), 'use: "A clerk reads it."\n');
  const formats = ["html", "md", "sarif", "junit"].flatMap((name) => ["--format", `${name}=${out(name)}`]);
  const flags = ["--preset", "quick", "--executor", "inline", "--store", out("store"), "--no-fail", ...formats];
  const { out: text, err } = await here(["audit", config, ...flags, "--format", "json"]);
  if (err.includes("✗")) throw new Error(err);
  const read = (name: string): string => readFileSync(out(name), "utf8");
  told = {
    run: runSchema.parse(JSON.parse(text)),
    page: read("html"),
    markdown: read("md"),
    sarif: read("sarif"),
    junit: read("junit"),
  };
}, 120_000);

test("every check of training data was played, and has measures that are numbers or say why not", () => {
  const { findings } = told.run;
  expect(findings.map(({ check, verdict }) => [check, verdict]).filter(([, verdict]) => verdict === "error")).toEqual(
    [],
  );
  expect(findings).toHaveLength(12);
  for (const { check, measures } of findings) {
    expect([check, measures.length > 0]).toEqual([check, true]);
    for (const { value, status } of measures)
      expect(value === null).toBe(status === "undefined" || (status === "small" && value === null));
  }
  const text = JSON.stringify(told.run);
  const named = [...text.matchAll(/Few/g)].map(({ index }) => text.slice(index - 60, index + 20));
  expect(named).toEqual([]); // a group of four people
});

test("the page: a panel for each check, ids of their own, links that lead somewhere, names as text", () => {
  const { document } = parseHTML(told.page);
  expect([...document.querySelectorAll("article.check")].map(({ id }) => id).toSorted()).toEqual(
    told.run.findings.map(({ check }) => check.replace("/", "-")).toSorted(),
  );
  for (const article of document.querySelectorAll("article.check"))
    expect([article.id, article.querySelectorAll("table").length > 0]).toEqual([article.id, true]);
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const link of document.querySelectorAll("a[href^='#']"))
    expect(ids).toContain(link.getAttribute("href")?.slice(1));
  for (const plot of document.querySelectorAll("svg[role=img]")) expect(plot.getAttribute("aria-label")).toMatch(/\S/);
  expect(/NaN|undefined|\[object|Infinity/.exec(told.page)).toBeNull();
  expect(told.page.replace(/<style>.*?<\/style>/s, "")).not.toMatch(/(fill|stroke|color)[=:]"?(#|rgb|white|black)/);
  for (const raw of [hostile, "<i>Other"]) expect(told.page.includes(raw)).toBe(false);
  expect(told.page.includes("<script>alert")).toBe(false);
  expect(told.page).toContain("&lt;script&gt;alert");
});

test("no other format breaks either", () => {
  const { run, markdown, sarif, junit } = told;
  expect(markdown).toContain(run.summary.sentence);
  expect(markdown).toMatch(
    /<summary>Where harm may come from<\/summary>\n\n- \*\*Historical\*\* labels: how often people have the label/,
  );
  expect(`${markdown}${sarif}${junit}`).not.toMatch(/NaN|undefined|\[object|Infinity/);
  expect(() => JSON.parse(sarif) as unknown).not.toThrow();
  const { document } = parseHTML(junit.replace(/^<\?xml[^>]*\?>/, ""));
  expect(document.querySelectorAll("testcase").length).toBeGreaterThan(0);
  for (const columns of [60, 100, 140]) {
    const text = terminal(run, { columns, colour: false, unicode: false });
    expect(text).toMatch(/^[\n -~]*$/);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
  }
});

describe("in a browser", { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });

  test.for([
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
    { width: 390, colorScheme: "light" },
  ] as const)(
    "axe finds nothing, and nothing is wider than the window: $width, $colorScheme",
    async ({ width, colorScheme }) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      await page.setContent(told.page);
      await page.evaluate("for (const one of document.querySelectorAll('.fold, .more')) one.open = true");
      const wide = await page.evaluate<string[]>(`[...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > ${width} + 1 && getComputedStyle(one).position !== "absolute")
      .map((one) => one.closest("article")?.id + ": " + one.outerHTML.slice(0, 80))`);
      expect(
        await page.evaluate("document.documentElement.scrollWidth"),
        wide.slice(0, 5).join("\n"),
      ).toBeLessThanOrEqual(width);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
      expect(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html: at }) => at)])).toEqual([]);
      await page.close();
    },
  );
});
