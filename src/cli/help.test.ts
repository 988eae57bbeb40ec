import { expect, test } from "vitest";
import { helpFor, overview } from "./help.ts";
import { verbs } from "./verbs.ts";

const style = (columns: number) => ({ colour: false, unicode: true, columns });

test("the overview names every verb", () => {
  for (const { name, summary } of verbs)
    expect(overview(style(200))).toMatch(new RegExp(`^ {2}${name} +${summary.slice(0, 20)}`, "m"));
});

test.for(verbs.map(({ name }) => name))("help of %s has its usage, examples and every flag", (name) => {
  const verb = verbs.find((one) => one.name === name);
  if (!verb) throw new Error("found above");
  const text = helpFor(verb, style(100));
  expect(verb.examples.length).toBeGreaterThan(0);
  for (const usage of verb.usage) expect(text).toContain(`telltale ${usage}`);
  for (const [command] of verb.examples) expect(text).toContain(command);
  for (const { flag } of verb.groups.flatMap(({ flags }) => flags)) expect(text).toContain(`--${flag}`);
});

test("descriptions are folded in a narrow terminal", () => {
  const [audit] = verbs;
  if (!audit) throw new Error("there are verbs");
  const lines = helpFor(audit, style(60)).split("\n");
  const folded = lines.filter((line) => /^ {2}--|^ {28}/.test(line));
  expect(Math.max(...folded.map((line) => line.length))).toBeLessThanOrEqual(60);
});
