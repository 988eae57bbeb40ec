import { expect, test } from "vitest";
import type { Finding } from "../../check/finding.ts";
import { leftOutWords } from "./left.ts";

const finding = (...messages: string[]): Finding =>
  ({
    validity: messages.map((message) => ({ code: "attacks-left-out", message, effect: "note" })),
  }) as unknown as Finding;

test("a line for each reason, and once what would help", () => {
  const lacking = " There are no shadow models: the people are not known. Give their rows.";
  const found = leftOutWords([
    finding(
      `Not played: lira-online: It needs 4 shadow models at least, and there are none..${lacking}`,
      `Not played: shokri, ml-leaks-1: it learns from shadow models that telltale has trained.${lacking}`,
    ),
  ]);
  expect(found).toEqual({
    lines: [
      "LiRA online. It needs 4 shadow models at least, and there are none.",
      "Shokri, ML-Leaks 1. It learns from shadow models that telltale has trained.",
    ],
    remedy: "There are no shadow models: the people are not known. Give their rows.",
  });
  expect(leftOutWords([finding()])).toEqual({ lines: [], remedy: "" });
});
