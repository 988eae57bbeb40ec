import { expect, test } from "vitest";
import { checks } from "../check/index.ts";
import { explain } from "./explain.ts";

test.for(checks.map((check) => [check.id, check] as const))(
  "%s: question, adversary, formula, reading, options, sources",
  ([id, check]) => {
    const text = explain(check);
    expect(text).toContain(`# ${check.title}: \`${id}\``);
    for (const part of [
      "The adversary",
      "How it is measured",
      "How to read it",
      "What reduces it",
      ...(Object.keys(check.options.shape).length > 0 ? ["Options"] : []),
      "Sources",
    ])
      expect(text).toContain(`## ${part}`);
    for (const option of Object.keys(check.options.shape)) expect(text).toContain(`| \`${option}\` |`);
    expect(text).not.toMatch(/\[object|\| any \|/);
  },
);
