import { describe, expect, test } from "vitest";
import { type Likeness, remarks } from "./membership-validity.ts";

const label = { kind: "class", column: "y", classes: ["a", "b", "c", "d"], answers: "string" } as const;
const usual: Likeness = {
  target: {
    members: 0.8,
    outsiders: 0.7,
    confidence: { members: 0.8, outsiders: 0.75 },
    saturated: 0,
    common: 0.3,
    rowsOfPerson: 1,
  },
  shadows: null,
  size: null,
  sides: { members: 400, outsiders: 400 },
  task: "classification",
  label,
  blind: true,
};
const quality = (meanTrain: number, meanTest: number) =>
  ({
    measure: "accuracy",
    train: Float64Array.of(meanTrain),
    test: Float64Array.of(meanTest),
    meanTrain,
    meanTest,
  }) as const;
const found = (of: Partial<Likeness>) => remarks({ ...usual, ...of }).map(({ code, effect }) => [code, effect]);
const like = (target: Partial<Likeness["target"]>): Partial<Likeness> => ({ target: { ...usual.target, ...target } });

test("of a usual model there is nothing to say", () => {
  expect(found({ shadows: quality(0.8, 0.7) })).toEqual([]);
});

describe("shadow models unlike the audited one", () => {
  // 3 sqrt(.8 .2 / 400) = .06, and .05 is tolerable.
  test.for([
    [0.8 + 0.1, 0.7, []],
    [0.8 + 0.12, 0.7, [["shadows-unlike-target", "note"]]],
    [0.8, 0.7 - 0.13, [["shadows-unlike-target", "note"]]],
  ] as const)("%d on people learnt from, %d on others", ([train, other, said]) => {
    expect(found({ shadows: quality(train, other) })).toEqual(said);
  });
  test("of numbers it is not compared", () => {
    expect(found({ shadows: quality(0.1, 0.1), task: "regression" })).toEqual([]);
  });
});

describe("a model that is worse than guessing is asked wrongly", () => {
  // A draw of 4 classes is right for .25; 3 sqrt(.25 .75 / 400) = .065.
  test("below a draw nothing can stand on it", () => {
    expect(found(like({ members: 0.18 }))).toEqual([["model-asked-wrongly", "blocks"]]);
    const [first] = remarks({ ...usual, ...like({ members: 0 }) });
    expect(first?.message).toContain("right for 0.0 % of the people it was trained on, and a class drawn at random");
  });
  test("below the most common class it may be: models for rare classes are", () => {
    expect(found(like({ members: 0.7, common: 0.9 }))).toEqual([["model-asked-wrongly", "note"]]);
  });
  test("no further below than chance goes it is not; nor one that always says the most common class", () => {
    expect(found(like({ members: 0.19 + 0.01, common: 0.25 }))).toEqual([]);
    expect(found(like({ members: 0.3, common: 0.3 }))).toEqual([]);
  });
  test("of numbers nothing is said", () => {
    const numbers = { kind: "number", column: "y", mean: 0, deviation: 1 } as const;
    expect(found({ label: numbers, ...like({ members: -3, common: null }) })).toEqual([]);
  });
});

test("sure of more than it knows", () => {
  const sure = (outsiders: number) => found(like({ confidence: { members: 0.99, outsiders } }));
  expect(sure(0.79)).toEqual([]);
  expect(sure(0.81)).toEqual([["over-confident", "note"]]);
});

test("answers of exactly 0 or 1, and people of whom only answers are known", () => {
  expect(found(like({ saturated: 0.2 }))).toEqual([["answers-saturated", "note"]]);
  expect(found({ blind: false })).toEqual([["no-blind", "note"]]);
});

test.each([
  [400, []],
  [320, []],
  [319, [["shadows-smaller", "note"]]],
  [null, []],
])("shadow models of %s people, and an audited one of 400", (size, said) => {
  expect(found({ size })).toEqual(said);
});

test.each([
  [400, 1.19, []],
  [400, 5, [["shadows-by-row", "note"]]],
  [null, 5, []],
])("shadow models of %s rows, %s of each person", (size, rowsOfPerson, said) => {
  expect(found({ ...like({ rowsOfPerson }), size })).toEqual(said);
});
