import { describe, expect, test } from "vitest";
import { terminal } from "./terminal.ts";
import { fit, width, wrap } from "./terminal/width.ts";
import { variants } from "./testing/variants.ts";

const run = (name: string) => variants[name]?.() ?? expect.fail(name);

test("120 columns: verdict, number, interval, plot, limit, remark, and the sentence", () => {
  expect(terminal(run("both"), { columns: 120, colour: false, unicode: true })).toMatchSnapshot();
});
test("without UTF-8: words for glyphs, no plot, ASCII only", () => {
  const text = terminal(run("accepted"), { columns: 100, colour: false, unicode: false });
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text).toMatchSnapshot();
});

test("every limit has a line, what is never judged one together, and candidates are compared", () => {
  const text = terminal(run("whole"), { columns: 140, colour: false, unicode: true });
  expect(text.match(/found at 1 % false alarms/g)?.length).toBe(2);
  expect(text.match(/no verdict similarity and 3 more/g)?.length).toBe(2);
  expect(text).toContain(
    "mostly leaks less than flip30: in inference and membership. In singling-out no difference was shown.",
  );
});

describe("any width", () => {
  test.for([40, 59, 60, 80, 99, 100, 120, 200])("no line is longer than %d columns", (columns) => {
    for (const make of Object.values(variants))
      for (const unicode of [true, false])
        for (const line of terminal(make(), { columns, colour: false, unicode }).split("\n"))
          expect(width(line), line).toBeLessThanOrEqual(columns);
  });
});

test("a long reason without numbers takes their place, and does not run down the page beside nothing", () => {
  const whole = run("whole");
  const reason = "the people themselves are not known, only what the model says of them, ".repeat(4);
  const findings = whole.findings.slice(0, 1).map((one) => ({
    ...one,
    verdict: "not-applicable" as const,
    headline: null,
    further: [],
    reason: { code: "NONE", message: reason, remedy: "None." },
  }));
  const lines = terminal({ ...whole, findings }, { columns: 120, colour: false, unicode: true }).split("\n");
  expect(lines.filter((line) => /people|themselves|model/.test(line)).length).toBeLessThanOrEqual(5);
  expect(lines.join(" ").replace(/\s+/g, " ")).toContain(
    "the people themselves are not known, only what the model says of them",
  );
});

test("without colour there is no escape, and with it names still bring none of their own", () => {
  expect(terminal(run("hostile"), { columns: 120, colour: false, unicode: true })).not.toContain("\u001b");
  const coloured = terminal(run("hostile"), { columns: 120, colour: true, unicode: true });
  expect(coloured.replace(/\p{Cc}\[\d+m/gu, "")).not.toContain("\u001b");
  expect(coloured).toContain("\u001b[31m");
});

test("cells: wide characters take two, combining ones none", () => {
  expect(width("日本 é 👩‍👩‍👧‍👦")).toBe(9);
  expect(fit("日本語", 5)).toBe("日本…");
  expect(wrap("a bb ccc", 4)).toEqual(["a bb", "ccc"]);
});
