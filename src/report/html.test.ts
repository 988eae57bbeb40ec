import axe from "axe-core";
import { parseHTML } from "linkedom";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run } from "../run/schema.ts";
import { html } from "./html.ts";
import { openBrowser } from "./testing/browser.ts";
import { hostileNames, variants } from "./testing/variants.ts";
import { furtherLimits, isDiagnostic } from "./words/limits.ts";

const documentOf = (text: string): Document => parseHTML(text).document;

describe("every run becomes a page", () => {
  test.for(Object.entries(variants))("%s: whole, self-contained, with the sentence on top", ([, make]) => {
    const run = make();
    const text = html(run);
    const document = documentOf(text);
    expect(document.querySelector("h1")?.textContent).toBe(run.summary.sentence);
    expect(document.querySelectorAll("article.check").length).toBe(
      new Set(run.findings.map(({ check }) => check)).size,
    );
    // A row for each limit, and one for what is never judged.
    const judged = run.findings.filter((finding) => !isDiagnostic(finding));
    const rows = judged.reduce((sum, finding) => sum + 1 + furtherLimits(finding).length, 0);
    const beside = new Set(run.findings.filter(isDiagnostic).map(({ subject }) => subject)).size;
    expect(document.querySelectorAll(".ov tbody tr:not(.sub)").length).toBe(rows + beside);
    expect(document.querySelectorAll("link, img, iframe, script[src], style ~ style").length).toBe(0);
    expect(text).not.toMatch(/NaN|undefined|\[object|Infinity/);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll("a[href^='#']"))
      expect(ids).toContain(link.getAttribute("href")?.slice(1));
  });

  test("the same run gives the same bytes", () => {
    const run = variants["both"]?.();
    expect(run && html(run)).toBe(run && html(run));
  });

  test("plots say their numbers to those who cannot see them", () => {
    const run = variants["leaky"]?.();
    const [plot] = documentOf(run ? html(run) : "").querySelectorAll("#synthetic-copies svg.plot");
    expect(plot?.getAttribute("role")).toBe("img");
    expect(plot?.getAttribute("aria-label")).toMatch(
      /in the data 5\.0\u202f% \[.*\], 99 of 2\u202f000; not in the data 0\.0/,
    );
  });

  test("colours are tokens: no plot and no element has one of its own", () => {
    const body = Object.values(variants)
      .map((make) => html(make()).replace(/<style>.*?<\/style>/s, ""))
      .join("");
    expect(body).not.toMatch(/(fill|stroke|color)[=:]"?(#|rgb|white|black)/);
  });
});

describe("every check of a table", () => {
  const run = variants["whole"]?.() ?? expect.fail("whole");
  const text = html(run);
  const document = documentOf(text);

  test("two tables with everything stay small", () => expect(text.length).toBeLessThan(400_000));

  test("what is never judged has no adversary and no verdict", () => {
    const panels = [...document.querySelectorAll("article.diag")];
    expect(panels.map(({ id }) => id)).toEqual([
      "synthetic-similarity",
      "synthetic-disclosure",
      "synthetic-fidelity",
      "synthetic-utility",
    ]);
    for (const panel of panels) {
      expect(panel.querySelector(".adv")).toBe(null);
      expect(panel.querySelector(".only")?.textContent?.replace(/\s+/g, " ").trim()).toBe(
        "no verdict · diagnostic only",
      );
    }
  });

  test("nor where it could not be played: then it says why", () => {
    const reason = { code: "no-label", message: "no label is marked", remedy: "Give one with --label." };
    const findings = run.findings.map((finding) =>
      finding.check === "synthetic/utility"
        ? { ...finding, verdict: "not-applicable" as const, measures: [], reason }
        : finding,
    );
    const panel = documentOf(html({ ...run, findings })).getElementById("synthetic-utility");
    expect(panel?.querySelector(".adv")).toBe(null);
    expect(panel?.querySelector(".only")?.textContent?.trim()).toBe("not applicable");
    expect(panel?.textContent).toContain("Give one with --label.");
  });

  test("each limit stands with its own verdict", () => {
    const blocks = [...document.querySelectorAll("#synthetic-membership .res .v b")];
    expect(blocks.map(({ textContent }) => textContent)).toEqual(["undecided", "leak", "within limit", "within limit"]);
  });

  test("what several attackers do to one secret stands together", () => {
    const rows = [...document.querySelectorAll("#synthetic-inference .suite tbody tr")];
    expect(rows.length).toBe(30);
    expect(rows.slice(0, 2).map((row) => row.querySelector("th")?.textContent?.replace(/\s+/g, " ").trim())).toEqual([
      "age nearest row",
      "age learned model",
    ]);
  });

  test("plots of scores say their numbers", () => {
    const said = [...document.querySelectorAll("#synthetic-membership svg.plot")].map((plot) =>
      plot.getAttribute("aria-label"),
    );
    expect(said[0]).toMatch(/flip30 \d+\.\d % \[.*\] of the people in the data are found at 10 % false alarms, /);
    expect(said[1]).toMatch(/: flip30: \d+ of 2\u202f000 lie beyond 5 bits, where 63 would without any leak/);
  });

  test("adversaries that know different things are told apart, subject by subject", () => {
    const differing = {
      ...run,
      findings: run.findings.map((finding) =>
        finding.subject === "mostly"
          ? { ...finding, about: { ...finding.about, adversary: { ...finding.about.adversary, knows: "less" } } }
          : finding,
      ),
    };
    const card = documentOf(html(differing)).querySelector("#synthetic-membership .adv");
    expect([...(card?.querySelectorAll(".per") ?? [])].map((one) => one.textContent?.replace(/\s+/g, " "))).toEqual([
      "flip30: a person’s full record",
      "mostly: less",
    ]);
  });

  test("what was accepted is accepted with all its limits", () => {
    const accepted = { reason: "It stays in the house.", until: "2027-03-01", by: "R. Okafor" };
    const page = documentOf(html({ ...run, findings: run.findings.map((finding) => ({ ...finding, accepted })) }));
    const words = [...page.querySelectorAll("#synthetic-membership .res .v b")].map(({ textContent }) => textContent);
    expect(words).toEqual(["accepted", "accepted", "within limit", "within limit"]);
  });

  test("what changed since the baseline stands below the overview", () => {
    const estimate = { value: 0.2, low: 0.15, high: 0.25 };
    const of = { id: "synthetic/inference:<b>", check: "synthetic/inference", subject: "<b>", measure: "advantage" };
    const [before, after] = [
      { ...of, limit: 0.1, verdict: "pass" as const, estimate: { value: 0.05, low: 0.01, high: 0.09 } },
      { ...of, limit: 0.1, verdict: "fail" as const, estimate },
    ];
    const change = {
      id: of.id,
      measure: of.measure,
      before,
      after,
      difference: { value: 0.15, low: 0.09, high: 0.21 },
    };
    const baseline = {
      run: "20261101",
      changes: [
        { ...change, kind: "worse" as const },
        { ...change, kind: "same" as const },
      ],
      known: [],
    };
    const page = documentOf(html({ ...run, summary: { ...run.summary, baseline } }));
    expect(page.querySelectorAll("#since tbody tr").length).toBe(1);
    expect(page.querySelector("#since .lead")?.textContent).toBe(
      "Since the baseline 20261101: 1 leak is new or worse.",
    );
    expect(page.querySelector("#since td")?.textContent).toMatch(/^0\.050 .*, within limit$/);
    expect(page.querySelector("nav a[href='#since']")).not.toBe(null);
    expect(page.querySelector("#since b")).toBe(null);
  });

  test("without anything to compare there is neither a map nor a panel of metrics", () => {
    const plain = documentOf(html(variants["both"]?.() ?? expect.fail()));
    for (const id of ["who", "disagree", "worth"]) expect(plain.getElementById(id)).toBe(null);
  });
});

describe("audits of models", () => {
  const page = (name: string): Document => documentOf(html(variants[name]?.() ?? expect.fail(name)));
  const said = (element: Element | null): string =>
    (element?.textContent ?? "").replace(/[\s\u202f\u00a0]+/g, " ").trim();
  const one = page("model");
  const two = page("models");

  test("they are called models, and are trained on people", () => {
    expect(said(one.querySelector(".lead"))).toMatch(/^The model was trained on 2 000 people and compared with 2 000/);
    expect(said(one.querySelector(".ov .sub"))).toBe(
      "loc loc-final.onnx, predicts 30 classes, trained on 2 000 people",
    );
    expect(said(one.getElementById("h-attacks"))).toBe("Attacks on the model");
    expect(said(one.querySelector(".subjects p"))).toMatch(
      /in the training data to whoever sees only its labels, where 63 would .* to whoever has the file, where/,
    );
    expect(said(one.querySelector("main"))).not.toMatch(/\b(the|a|synthetic|both) tables?\b/);
    expect(said(two.querySelector(".lead"))).toMatch(/^Both models were trained on the same 2 000 people/);
  });

  test("attacks have names, and those that were not played a reason", () => {
    const rows = [...one.querySelectorAll("#model-membership .suite:not(.cost) tbody th code")].map(said);
    expect(rows).toContain("LiRA online");
    expect(rows).toContain("modified entropy");
    expect(said(one.getElementById("model-membership"))).toContain(
      "Not played: ML-Leaks 1, correctness. It needs 2 shadow",
    );
    expect(said(one.querySelector("#model-membership .foot"))).not.toContain("Not played");
  });

  test("the simplest attack is drawn beside the best, and shadow models on an axis of doublings", () => {
    expect(one.querySelectorAll("#model-membership .ln.simple").length).toBe(1);
    const curve = [...one.querySelectorAll("#model-membership svg.plot")].find((plot) =>
      plot.getAttribute("aria-label")?.startsWith("Advantage, LiRA online"),
    );
    expect(curve?.getAttribute("aria-label")).toMatch(
      /0\.120 \[0\.090,.*0\.152\] at shadow models 4, .* at shadow models 64/,
    );
    const places = [...(curve?.querySelectorAll("circle, path.p, g.p path") ?? [])];
    expect(places.length).toBeGreaterThan(0);
    expect(said(curve ?? null)).toMatch(/4.*8.*16.*32.*64/);
  });

  test("how right it is on either side, with what the gap means", () => {
    const text = said(one.getElementById("model-membership"));
    expect(text).toMatch(/people in the training data 99\.8 %/);
    expect(text).toContain("right 36 percentage points more often on its training data than on outsiders");
    expect(said(two.getElementById("model-membership"))).toContain("stopped-early: about as often right on outsiders");
  });

  test("a defence has what it leaves, what it costs and what it promises", () => {
    const rows = [...one.querySelectorAll("#model-defences .cost tbody tr:not(.hd)")].map(said);
    expect(rows.length).toBe(5);
    expect(rows[4]).toMatch(/^dp-sgd 8 clipped and noised gradients promises ε = 8 at δ = 0\.00005 0\.013 /);
    expect(said(one.getElementById("model-defences"))).toContain(
      "Of other answers, label only leaves least: 0.148 instead of 0.264, and is right for 64.1 %",
    );
    expect(one.querySelector("#worth #model-defences")).not.toBe(null);
  });

  test("what canaries prove is a number, and 0 is called no proof", () => {
    expect(said(one.querySelector("#model-one-run .big"))).toBe("3.10 ε at least");
    const [, honest] = two.querySelectorAll("#model-one-run .big");
    expect(said(honest ?? null)).toBe("0 nothing proven of ε");
  });

  test("of several attacks on a model one says who bears it", () => {
    expect(said(one.querySelector("#who caption"))).toContain("by model/membership");
    expect(one.querySelectorAll("#who thead th").length).toBe(4);
  });

  test("people without columns have no table of columns", () => {
    const tensors = page("tensors");
    expect(tensors.querySelector("#data table")).toBe(null);
    expect(said(tensors.getElementById("data"))).toContain("The files have no named columns");
  });

  test("words of tables are left to tables", () => {
    const terms = (document: Document): string[] => [...document.querySelectorAll(".gloss dt")].map(said);
    expect(terms(one)).toContain("Shadow models");
    expect(terms(one)).not.toContain("Fidelity");
    expect(terms(documentOf(html(variants["both"]?.() ?? expect.fail())))).not.toContain("Canary");
  });
});

describe("names are only ever text", () => {
  const run = variants["hostile"]?.();
  const text = run ? html(run) : "";
  const document = documentOf(text);

  test("no name becomes an element or an attribute", () => {
    expect(document.querySelectorAll("script").length).toBe(1);
    expect(document.querySelectorAll("img").length).toBe(0);
    const handlers = [...document.querySelectorAll("*")].filter((element) =>
      [...element.attributes].some(({ name }) => name.startsWith("on")),
    );
    expect(handlers).toEqual([]);
  });

  test.for(hostileNames.filter((name) => name !== ""))("%j is still to be read", (name) => {
    const shown = [...document.querySelectorAll("#data code bdi")].map(({ textContent }) => textContent);
    const start = name.slice(0, 4).replace(/[\p{Cc}\u202e]/gu, "\ufffd");
    expect(shown.some((one) => one.startsWith(start))).toBe(true);
  });

  test("nor does one in a plot, of a group, of an attack or of a table", () => {
    const name = `"><img src=x onerror=alert(1)>`;
    const everything = JSON.stringify(variants["whole"]?.() ?? expect.fail());
    const renamed = everything.replaceAll(/"(age|sex|Female|closest|flip30|label 1)"/g, JSON.stringify(name));
    const page = documentOf(html(JSON.parse(renamed) as Run)); // the same run, with other names
    expect(page.querySelectorAll("img").length).toBe(0);
    expect(page.querySelectorAll("#who bdi").length).toBeGreaterThan(5);
  });

  test("controls and direction overrides are not passed on", () => {
    expect(text).not.toMatch(/\p{Cc}(?<![\n])|[\u202a-\u202e\u2066-\u2069]/u);
  });
});

describe("in a browser", { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });

  const looks = [
    { name: "light", width: 1280, colorScheme: "light" },
    { name: "dark", width: 1280, colorScheme: "dark" },
    { name: "phone", width: 390, colorScheme: "light" },
  ] as const;

  test.for(looks)("axe finds nothing: $name", async ({ width, colorScheme }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    for (const name of colorScheme === "light" && width > 1000 ? ["mixed", "whole", "models"] : ["whole", "models"]) {
      await page.setContent(html(variants[name]?.() ?? expect.fail()));
      // Whatever can be folded out has to be readable, too.
      await page.evaluate("for (const one of document.querySelectorAll('.fold, .more')) one.open = true");
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
      expect(violations.map(({ id, nodes }) => [name, id, nodes.slice(0, 3).map(({ html: at }) => at)])).toEqual([]);
    }
    await page.close();
  });

  test("nothing is wider than the window, from 360 to 1440", async () => {
    const page = await browser.newPage();
    const wide: unknown[] = [];
    for (const name of [
      "both",
      "hostile",
      "many",
      "wide",
      "small",
      "no holdout",
      "whole",
      "candidates",
      "model",
      "models",
      "tensors",
    ]) {
      await page.setContent(html(variants[name]?.() ?? expect.fail(name)));
      await page.evaluate("for (const one of document.querySelectorAll('.fold, .more')) one.open = true");
      for (const width of [360, 390, 700, 768, 901, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await page.evaluate<number>("document.documentElement.scrollWidth");
        if (over > width) wide.push({ name, width, over });
      }
    }
    expect(wide).toEqual([]);
    await page.close();
  });

  test("no script of a hostile name runs, and nothing is requested", async () => {
    const page = await browser.newPage();
    const seen: string[] = [];
    page.on("dialog", (dialog) => {
      seen.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => seen.push(request.url()));
    await page.setContent(html(variants["hostile"]?.() ?? expect.fail()));
    expect(seen).toEqual([]);
    await page.close();
  });

  test("Escape closes an explanation and gives the focus back", async () => {
    const page = await browser.newPage();
    await page.setContent(html(variants["leaky"]?.() ?? expect.fail()));
    const [summary] = await page.$$(".g summary");
    await summary?.click();
    expect(await page.$$eval(".g[open]", (open) => open.length)).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.$$eval(".g[open]", (open) => open.length)).toBe(0);
    expect(await page.evaluate("document.activeElement.tagName")).toBe("SUMMARY");
    await page.close();
  });
});
