import { expect, test } from "vitest";
import type { TelltaleError } from "../../error.ts";
import { checkNames } from "./names.ts";

const refused = (theirs: readonly string[], ours: readonly string[], more: object = {}): TelltaleError | null => {
  try {
    checkNames({ column: "sex", part: "population", theirs, ours, query: true, ...more });
    return null;
  } catch (error) {
    return error as TelltaleError;
  }
};

test.for<[string, readonly string[], readonly string[]]>([
  ["the same", ["F", "M"], ["M", "F"]],
  ["fewer there", ["White"], ["White", "Black", "Asian"]],
  ["more there", ["White", "Black", "Asian", "Other", "Native"], ["White", "Black"]],
  ["one on each side", ["White", "Black", "Asian"], ["White", "Black", "Native"]],
  ["numbers that look alike", ["1", "2", "12"], ["1", "2", "3"]],
  ["bands that look alike", ["18-25", "26-40", "41-65"], ["18-25", "26-40", "66-90"]],
])("groups that only one of two tables has may well be: %s", ([, theirs, ours]) => {
  expect(refused(theirs, ours)).toBeNull();
});

test.for<[string, readonly string[], readonly string[], readonly string[]]>([
  [
    "abbreviations",
    ["F", "M"],
    ["Female", "Male"],
    ["when 'F' then 'Female' when 'M' then 'Male' else sex end as sex"],
  ],
  ["another case", ["female", "male"], ["Female", "Male"], ['Is "female" what the training table calls "Female"']],
  [
    "a typing mistake in one of many",
    ["Male", "Femail", "x"],
    ["Male", "Female", "x"],
    ["when 'Femail' then 'Female'"],
  ],
  ["punctuation", ["asian-pac islander", "White"], ["Asian-Pac-Islander", "White"], ["then 'Asian-Pac-Islander'"]],
  ["what is left when one was found", ["f", "homme"], ["female", "male"], ["when 'homme' then 'male'"]],
  ["nothing in common", ["1", "2"], ["Female", "Male"], ["case sex when '1' then '...'", "Use the same names"]],
])("other names are refused, with what they seem to mean: %s", ([, theirs, ours, told]) => {
  const error = refused(theirs, ours);
  expect(error?.code).toBe("SHARES_NAMES");
  expect(error?.message).toContain('"sex" has other names in the population table');
  for (const each of told) expect(error?.hint).toContain(each);
});

test("of another table the code is its own, and quotes are written as SQL and a shell want them", () => {
  const error = refused(["o'x"], ["O'X"], { part: "serving", column: "my sex" });
  expect(error?.code).toBe("GROUPS_NAMES");
  expect(error?.hint).toContain(String.raw`--serving "select * replace (case \"my sex\" when 'o''x' then 'O''X'`);
});

test("of shares no query is proposed", () => {
  const error = refused(["F"], ["Female"], { query: false });
  expect(error?.message).toContain("population's shares");
  expect(error?.hint).not.toContain("select");
});
