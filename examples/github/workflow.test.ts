import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "../../src/cli/parse.ts";

test("every telltale command of the workflow is one that this version understands", () => {
  const text = readFileSync(new URL("telltale.yml", import.meta.url), "utf8").replaceAll(/^#.*$/gm, "");
  // A folded command goes on in lines that begin with an option.
  const commands = [...text.matchAll(/npx telltale ([^\n]*(?:\n\s+--[^\n]*)*)/g)].map(([, command = ""]) =>
    command.trim().split(/\s+/),
  );
  expect(commands.map(([verb]) => verb)).toEqual(["audit", "forget"]);
  for (const command of commands) expect(parse(command).verb.name).toBe(command[0]);
});
