import { expect, test } from "vitest";
import { answersIn, datasheetIn, scaffold } from "./file.ts";
import { questions, sourcesOfHarm } from "./questions.ts";

const codeOf = (text: string): string => {
  try {
    answersIn(text, "datasheet.yml");
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as Error).message} ${(error as { hint: string }).hint}`;
  }
  return "";
};

test("seven sources, and every question once", () => {
  expect(sourcesOfHarm.map(({ id }) => id)).toHaveLength(7);
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
});

test("what is written to fill in reads as unanswered, and asks everything", () => {
  expect(answersIn(scaffold(), "datasheet.yml")).toEqual({});
  for (const { id, text, why } of questions) expect(scaffold()).toContain(`\n# ${text}\n# Why: ${why}\n${id}: ""`);
});

test("answers, over several lines too; empty ones are none", () => {
  const text = 'population: "adults in Berlin"\nharm: |\n  tenants\n  of flats\nconsent: yes\nuse:\nrecourse: " "\n';
  expect(answersIn(text, "datasheet.yml")).toEqual({
    population: "adults in Berlin",
    harm: "tenants\nof flats",
    consent: "yes",
  });
});

test("mistakes say what to do", () => {
  expect(codeOf("populaton: x")).toMatch(/DATASHEET_KEY datasheet.yml:1: .*populaton.*Did you mean population\?/);
  expect(codeOf("population: [a, b]")).toMatch(/DATASHEET_VALUE .*population/);
  expect(codeOf("- a\n- b")).toMatch(/DATASHEET_SYNTAX/);
  expect(codeOf("population: 'x\nuse: y: z: [")).toMatch(/DATASHEET_SYNTAX .*line/);
  expect(codeOf("use: x\nharm: {}")).toMatch(/DATASHEET_VALUE datasheet.yml:2: .*harm/);
  expect(codeOf("use: *x")).toMatch(/DATASHEET_SYNTAX .*alias/i);
  expect(() => datasheetIn(import.meta.dirname)).toThrow(/cannot be read \(EISDIR\)/);
  expect(datasheetIn(undefined)).toBeNull();
  expect(() => datasheetIn("/no/such/datasheet.yml")).toThrow(/there is no file/);
});
