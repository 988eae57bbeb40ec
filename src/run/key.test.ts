import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { canonical, keyOf, sha256 } from "./key.ts";

test("one value has one text, whatever the order of its names", () => {
  expect(canonical({ b: [1, { d: null, c: "x" }], a: -0, 10: true, 9: 1e21 })).toBe(
    '{"9":1e+21,"10":true,"a":0,"b":[1,{"c":"x","d":null}]}',
  );
  expect(canonical(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}');
});

test.each([NaN, Infinity, -Infinity])("%s is refused, not written as null", (number) => {
  expect(() => canonical({ a: [number] })).toThrow(expect.objectContaining({ code: "JSON_NUMBER" }));
});

test("sha256 is that of FIPS 180-2, appendix B.1", () => {
  expect(sha256("a", Buffer.from("bc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("a key changes with the work, its input and the versions of its engines, and with nothing else", () => {
  const key = keyOf({ id: "a/b@1" }, { x: 1, y: [2] });
  const { version } = JSON.parse(readFileSync("node_modules/pure-rand/package.json", "utf8")) as { version: string };
  expect(key).toBe(sha256('{"engines":{},"input":{"x":1,"y":[2]},"work":"a/b@1"}'));
  expect(keyOf({ id: "a/b@1", engines: [] }, { y: [2], x: 1 })).toBe(key);
  expect(keyOf({ id: "a/b@2" }, { x: 1, y: [2] })).not.toBe(key);
  expect(keyOf({ id: "a/b@1" }, { x: 1, y: [3] })).not.toBe(key);
  expect(keyOf({ id: "a/b@1", engines: ["pure-rand"] }, 0)).toBe(
    sha256(`{"engines":{"pure-rand":"${version}"},"input":0,"work":"a/b@1"}`),
  );
});

test("an engine that is not installed is named", () => {
  expect(() => keyOf({ id: "a/b@1", engines: ["no-such-engine"] }, 0)).toThrow(
    expect.objectContaining({ code: "ENGINE_MISSING", message: expect.stringContaining("no-such-engine") }),
  );
});
