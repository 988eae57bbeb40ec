import { expect, test } from "vitest";
import { row } from "../../risk/measures.ts";
import { isPlain, measured, measureWords } from "./measures.ts";

const of = (id: string, value: number | null, more: object = {}) =>
  row({ id, value, low: null, high: null, n: 2000, ...more });
const thin = (text: string): string => text.replaceAll("\u202f", " ").replaceAll("\u00a0", " ");

test("numbers are written in the form of their kind: counts before rates", () => {
  expect(thin(measured(of("identical.train", 0.0495, { hits: 99 })))).toBe("99 of 2 000");
  expect(thin(measured(of("dcr.share", 0.71025)))).toBe("71.0 %");
  expect(thin(measured(of("dcr.share.null", 0.5, { low: 0.478, high: 0.522 })))).toBe("50.0 % [47.8 %, 52.2 %]");
  expect(measured(of("k-anonymity", 1))).toBe("1");
  expect(measured(of("tstr.auc", null, { status: "undefined" }))).toBe("–");
  expect(measured(of("anything", 0.1, { status: "not-measurable" }))).toBe("not measurable");
});

test("what is only bounded says so", () => {
  expect(measured(of("epsilon.low", null, { low: 1.234 }))).toBe("at least 1.23");
  expect(isPlain(of("epsilon.low", null, { low: 1 }))).toBe(true);
});

test("an unknown measure keeps its id; what is of other people says so", () => {
  expect(measureWords(of("new.thing", 1))).toEqual({ name: "new.thing", reads: "", known: false });
  expect(measureWords(of("beta-recall.holdout", 1)).name).toBe(
    "Real rows that the table covers, the same of other real people",
  );
  expect(measureWords(of("cap", 1, { of: { secret: "age" } })).name).toMatch(/people in the data, age$/);
  expect(measureWords(of("constructor", 1)).known).toBe(false);
});

test("games and corrected maxima are no plain lines", () => {
  const plain = ["attack", "auc", "tpr@fpr=0.01", "epsilon.apparent", "shape", "repU", "advantage.stratified"];
  expect(plain.filter((id) => isPlain(of(id, 1)))).toEqual(["repU", "advantage.stratified"]);
  expect(isPlain(of("repU", 1, { of: { best: "true" } }))).toBe(false);
});
