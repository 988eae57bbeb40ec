import { expect, test } from "vitest";
import { attackIds as labelOnly } from "../../check/model/label-only/attacks.ts";
import { attackIds } from "../../check/model/membership.ts";
import { attackName, attackUses, notPlayed } from "./attacks.ts";

test("every attack on a model says what it uses, and its name fits a terminal", () => {
  for (const id of [...attackIds, ...labelOnly]) {
    expect(attackUses(id), id).not.toBe("");
    expect(attackName(id).length, id).toBeLessThanOrEqual(16);
  }
});

test("an unknown attack keeps its id, whatever it is", () => {
  expect(attackName("closest")).toBe("closest");
  expect(attackName("__proto__")).toBe("__proto__");
  expect(attackUses("constructor")).toBe("");
});

test("what was not played is said with names", () => {
  expect(notPlayed("Not played: lira-online, base: It needs 2 models at least, and there are none..")).toBe(
    "Not played: LiRA online, BASE. It needs 2 models at least, and there are none.",
  );
  expect(notPlayed("Something else: a, b")).toBe("Something else: a, b");
});
