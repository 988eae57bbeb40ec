import { expect, test } from "vitest";
import type { Exposure } from "../../check/finding.ts";
import { accusations, standOut } from "./recognised.ts";

const thin = (text: string): string => text.replaceAll("\u202f", " ").replaceAll("\u00a0", " ");
const accusation = { prior: 0.5, named: 0, wrong: 0, precision: null, fewest: 9, bits: null };
const exposure: Exposure = {
  of: null,
  members: 1000,
  outsiders: 1000,
  cap: Math.log2(1001),
  standOut: [{ bits: 5, count: 95, expected: 31.25, excess: { value: 63.75, low: 45.6, high: 83.2 } }],
  histogram: [],
  accusations: [],
  groups: [],
  worst: null,
};

test("who stands out is said with how many would anyway, and with an interval of people", () => {
  expect(standOut(exposure).map(thin)).toEqual([
    "At the score that at most 1 in 32 outsiders reaches, 95 of your 1 000 people stand out; 31 would without any leak: an excess of 64 [46, 83].",
  ]);
});

test("an accusation has its prior and its precision, and nobody named does not mean nobody", () => {
  const precision = { value: 0.9, low: 0.86, high: 0.94 };
  const [half, hundredth, nobody] = accusations({
    ...exposure,
    accusations: [
      { ...accusation, named: 585, wrong: 64, precision, bits: 3.9 },
      { ...accusation, prior: 0.01, fewest: 891 },
      { ...accusation, prior: 0.001, fewest: 8991 },
    ],
  }).map(thin);
  expect(half).toBe(
    "Someone with a list of which half are your people, who accuses everyone above the line, names 585 of your 1 000 and 64 of the 1 000 outsiders, and is right in [86 %, 94 %] of the accusations. With 1 000 outsiders fewer than 9 people cannot be named.",
  );
  expect(hundredth).toBe(
    "Someone with a list of which 1 % are your people can accuse nobody and be right in nine of ten accusations. With 1 000 outsiders fewer than 891 people cannot be named: 0 does not mean nobody.",
  );
  expect(nobody).toMatch(/which 0\.1 % are .* nobody could be named at this prior, however much leaks/);
});
