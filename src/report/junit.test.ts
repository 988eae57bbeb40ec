import { expect, test } from "vitest";
import { junit, xml } from "./junit.ts";
import { openBrowser } from "./testing/browser.ts";
import { variants } from "./testing/variants.ts";

test("every run is well-formed XML, as a browser's parser sees it", { timeout: 60_000 }, async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  const bad = await page.evaluate(
    (all: [string, string][]) => {
      const parser = new DOMParser();
      return all
        .filter(([, text]) => parser.parseFromString(text, "application/xml").querySelector("parsererror"))
        .map(([name]) => name);
    },
    Object.entries(variants).map(([name, make]): [string, string] => [name, junit(make())]),
  );
  await browser.close();
  expect(bad).toEqual([]);
});

test("a suite for each subject: leaks fail, errors are errors, what is undecided is skipped with its reason", () => {
  const text = junit(variants["both"]?.() ?? expect.fail());
  expect(text.match(/<testsuite /g)?.length).toBe(2);
  expect(text).toContain(`<testsuite name="flip30" tests="4" failures="3" errors="0" skipped="0"`);
  expect(text).toContain(`<testsuite name="mostly" tests="4" failures="0" errors="0" skipped="2"`);
  expect(text).toMatch(/<skipped message="undecided: .*more needed"\/>/);
  expect(junit(variants["error"]?.() ?? expect.fail())).toContain(`<error type="WORKER_LOST"`);
  expect(junit(variants["accepted"]?.() ?? expect.fail())).toContain(`accepted by R. Okafor &amp; Co`);
});

test("a finding that fails by another limit than its headline's names it", () => {
  const text = junit(variants["whole"]?.() ?? expect.fail());
  const failure = text.split("\n").find((line) => line.includes("Found at 1") && line.includes("<failure"));
  expect(failure).toMatch(/type="limit" message="leak: advantage .* Found at 1\u202f% false alarms: leak, 0\.\d{3} /);
});

test("characters that XML forbids are replaced, the others escaped", () => {
  expect(xml(`<a b="c">&'\u0000\u001b\n👩`)).toBe("&lt;a b=&quot;c&quot;&gt;&amp;&apos;\ufffd\ufffd&#10;👩");
});
