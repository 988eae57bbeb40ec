import { expect, test } from "vitest";
import { rightnessWork } from "./membership-works.ts";
import { openInline } from "./one-run/testing/subject.ts";

const label = { kind: "number", column: "y", mean: 0, deviation: 1 } as const;
const origin = Uint32Array.of(0, 1, 2, 0, 1, 2);

test.each([
  ["each row is a person", null, 1],
  ["a key tells, and one outsider is in the data, too", Int32Array.of(0, 0, 1, 2, -1, 2), 5 / 3],
  ["nobody is played on", new Int32Array(6).fill(-1), 1],
])("rows for each person where %s", async (_, person, each) => {
  const inline = openInline();
  const phi = Float64Array.of(1, 2, 3, 4, 5, 6);
  const none = { logp: null, confidence: null, entropy: null, modifiedEntropy: null, correct: null };
  const signals = [await inline.put({ phi, ...none })];
  const crowd = await inline.put({
    digest: "d",
    members: 3,
    rows: 6,
    label,
    codes: null,
    values: phi,
    origin,
    person,
  });
  const found = await rightnessWork.run({ signals, crowd }, inline.reader);
  expect(found).toMatchObject({ members: 2, outsiders: 5, rowsOfPerson: each });
});
