import { expect, test } from "vitest";
import { openCache } from "./cache.ts";

test("what was used longest ago goes first, when there is no room", () => {
  const cache = openCache<string>(10);
  cache.set("a", "A", 4);
  cache.set("b", "B", 4);
  expect(cache.get("a")).toBe("A");
  cache.set("c", "C", 4);
  expect(["a", "b", "c"].map((key) => cache.get(key))).toEqual(["A", undefined, "C"]);
});

test("room is made before something is read; what can never fit is not kept", () => {
  const cache = openCache<string>(10);
  cache.set("a", "A", 4);
  cache.makeRoom(6);
  expect(cache.get("a")).toBe("A");
  cache.makeRoom(7);
  expect(cache.get("a")).toBeUndefined();
  cache.set("b", "B", 11);
  expect(cache.get("b")).toBeUndefined();
});

test("what is replaced or deleted takes no room", () => {
  const cache = openCache<string>(10);
  cache.set("a", "A", 8);
  cache.set("a", "AA", 6);
  cache.set("b", "B", 4);
  expect([cache.get("a"), cache.get("b")]).toEqual(["AA", "B"]);
  cache.delete("a");
  cache.set("c", "C", 6);
  expect([cache.get("b"), cache.get("c")]).toEqual(["B", "C"]);
});
