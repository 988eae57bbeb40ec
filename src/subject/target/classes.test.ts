import { expect, test } from "vitest";
import { matchClasses } from "./classes.ts";

const places = (...of: Parameters<typeof matchClasses>) => Array.from(matchClasses(...of).places);

test("classes are the same however they are written", () => {
  expect(places(["b", "a"], ["a", "b"], 2)).toEqual([1, 0]);
  expect(places([1, 0], ["0", "1"], 2)).toEqual([1, 0]);
  expect(places(["1.0", "0.0"], ["0", "1"], 2)).toEqual([1, 0]);
  expect(places(["True", "False"], ["0", "1"], 2)).toEqual([1, 0]);
  expect(places([1, 0], ["false", "true"], 2)).toEqual([1, 0]);
  expect(places([" >50K", " <=50K"], ["<=50K", ">50K"], 2)).toEqual([1, 0]);
  expect(places([-1, 1], ["-1", "1"], 2)).toEqual([0, 1]);
});

test("letter by letter first: 1 and 1.0 may be two classes", () => {
  expect(places(["1.0", "1"], ["1", "1.0"], 2)).toEqual([1, 0]);
});

test("no names, or numbers for names: the order of the label", () => {
  expect(matchClasses(null, ["a", "b"], 2)).toEqual({ places: Int32Array.of(0, 1), by: "order" });
  expect(matchClasses([0, 1, 2], ["a", "b", "c"], 3).by).toBe("order");
});

test.for<[Parameters<typeof matchClasses>, RegExp]>([
  [[null, ["a", "b"], 3], /tells 3 classes apart, and the label has 2/],
  [[["a", "b", "c"], ["a", "b"], 2], /names 3 classes .* and answers with 2 numbers/],
  [[["a", "b", "c"], ["a", "b"], 3], /no row is of "c", which it knows/],
  [[["a", "b"], ["a", "b", "c"], 2], /does not know "c"/],
  [[[1, 2], ["a", "b"], 2], /does not know "a", "b"; no row is of "1", "2"/],
  [[[-1, 1], ["0", "1"], 2], /does not know "0"; no row is of "-1"/],
])("%j do not go together", ([of, message]) => {
  expect(() => matchClasses(...of)).toThrow(
    expect.objectContaining({ code: "MODEL_CLASSES", message: expect.stringMatching(message) }),
  );
});
