import { describe, expect, test } from "vitest";
import type { Label } from "../../encoding/label.ts";
import { readAnswers } from "./answers.ts";

const label: Label = { kind: "class", column: "label", classes: ["no", "yes", "may, be"], answers: "string" };
const met = new Set(label.classes);
const read = (text: string, rows = 1, known = met): Float64Array => readAnswers(text, { label, rows, met: known });

test("classes may come in any order, with quotes and Windows line ends", () => {
  expect(read('"may, be",yes,no\r\n.5,0.25,2.5e-1\r\n')).toEqual(Float64Array.of(0.25, 0.25, 0.5));
});

test("a class that was not learnt may be left out: its chance is 0", () => {
  expect(read("yes,no\n1,0\n", 1, new Set(["no", "yes"]))).toEqual(Float64Array.of(0, 1, 0));
});

test("rows that are 1 but for a thousandth are made 1", () => {
  const [a = 0, b = 0, c = 0] = read('no,yes,"may, be"\n.3333,.3333,.3333\n');
  expect([a, b, c]).toEqual([1 / 3, 1 / 3, 1 / 3]);
});

test("numbers are read exactly, under the name of what is predicted", () => {
  const number: Label = { kind: "number", column: "income", mean: 0, deviation: 1 };
  const text = "income\n0.1\n-1.7976931348623157e308\n5e-324\n";
  const found = readAnswers(text, { label: number, rows: 3, met: new Set() });
  expect(found).toEqual(Float64Array.of(0.1, -Number.MAX_VALUE, Number.MIN_VALUE));
  expect(() => readAnswers("wage\n1\n", { label: number, rows: 1, met: new Set() })).toThrow(
    expect.objectContaining({ code: "TRAINER_GARBAGE" }),
  );
});

const header = 'no,yes,"may, be"\n';
describe.for([
  ["", "TRAINER_GARBAGE", /line 1: it is empty/],
  [`${header}1,0\n`, "TRAINER_GARBAGE", /line 2: 2 cells, where the header has 3/],
  [`${header}0,0,1\n1,0,abc\n`, "TRAINER_GARBAGE", /line 3, column "may, be": "abc" is no number/],
  [`${header}1,,0\n`, "TRAINER_GARBAGE", /line 2, column "yes": there is no number/],
  [`${header}1,nan,0\n`, "TRAINER_GARBAGE", /line 2, column "yes": nan is no finite number/],
  [`${header}0x1,0,0\n`, "TRAINER_GARBAGE", /"0x1" is no number/],
  ["Training...\nEpoch 1\n", "TRAINER_CLASSES", /"Training\.\.\." is none of the classes/],
  ["no,yes\n1,0\n", "TRAINER_CLASSES", /the class "may, be" is not in the header/],
  ["no,yes,yes\n1,0,0\n", "TRAINER_CLASSES", /the class "yes" is there twice/],
  [header, "TRAINER_ROWS", /has 0 rows, and ask.csv has 2/],
  [`${header}1,0,0\n`, "TRAINER_ROWS", /has 1 rows/],
  [`${header}1,0,0\n`.repeat(1) + "1,0,0\n1,0,0\n", "TRAINER_ROWS", /has 3 rows/],
  [`${header}1.5,-.5,0\n`, "TRAINER_PROBABILITIES", /line 2: a probability is -0.5/],
  [`${header}.5,.5,.5\n`, "TRAINER_PROBABILITIES", /line 2: the probabilities are 1.5 together/],
  [`${header}0,0,0\n`, "TRAINER_PROBABILITIES", /are 0 together/],
] as const)("%j", ([text, code, message]) => {
  test(`is refused as ${code}`, () => {
    expect(() => read(text, 2)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
