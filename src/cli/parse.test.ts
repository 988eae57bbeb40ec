import { expect, test } from "vitest";
import type { TelltaleError } from "../error.ts";
import { parse } from "./parse.ts";
import { verbs } from "./verbs.ts";

const words = (line: string): string[] => line.split(" ");
const errorOf = (line: string): TelltaleError => {
  try {
    parse(words(line));
  } catch (error) {
    return error as TelltaleError;
  }
  throw new Error(`${line} should have been refused`);
};

test("files repeat behind their flag, until the next flag", () => {
  const { verb, flags, args } = parse(
    words("audit synthetic --synthetic a.csv b.csv --train=t.csv --strict --synthetic c.csv"),
  );
  expect([verb.name, args, flags]).toEqual([
    "audit",
    ["synthetic"],
    { synthetic: ["a.csv", "b.csv", "c.csv"], train: ["t.csv"], strict: [] },
  ]);
});

test("other flags take one value, and may be repeated", () => {
  const { flags, args } = parse(words("audit --format json --format html=a.html my.json --seed -1"));
  expect([flags, args]).toEqual([{ format: ["json", "html=a.html"], seed: ["-1"] }, ["my.json"]]);
});

test("what follows -- is no flag", () => {
  expect(parse(["explain", "--", "--odd"]).args).toEqual(["--odd"]);
});

test("short flags", () => {
  expect(parse(words("forget latest -y")).flags).toEqual({ yes: [] });
});

test.for<[string, string, string, string]>([
  ["aduit", "USAGE_VERB", "there is no verb aduit", "Did you mean audit?"],
  ["banana", "USAGE_VERB", "there is no verb banana", "The verbs are: audit, init"],
  ["--seed 1 audit", "USAGE_VERB", "a verb must come first, not --seed", ""],
  ["help adit", "USAGE_VERB", "there is no verb adit", "Did you mean audit?"],
  ["audit --hodlout h.csv", "USAGE_FLAG", "telltale audit has no option --hodlout", "Did you mean --holdout?"],
  [
    "runs --calibrate",
    "USAGE_FLAG",
    "telltale runs has no option --calibrate",
    "--calibrate belongs to telltale doctor.",
  ],
  ["audit -x", "USAGE_FLAG", "telltale audit has no option -x", "telltale audit --help"],
  ["audit --seed", "USAGE_VALUE", "--seed needs a value", "Write --seed N."],
  ["audit --train --holdout h.csv", "USAGE_VALUE", "--train needs a value, but --holdout follows", "--train=--holdout"],
  ["audit --strict=yes", "USAGE_VALUE", "--strict takes no value", "Write --strict alone."],
  [
    "audit --preset standart",
    "USAGE_VALUE",
    "--preset must be one of quick, standard, thorough",
    "Did you mean standard?",
  ],
  ["audit a b", "USAGE_ARGUMENT", "telltale audit: what is b for?", "Usage: telltale audit [CONFIG]"],
  ["demo 3", "USAGE_ARGUMENT", "what is 3 for?", "Usage: telltale demo"],
])("%s is refused as %s", ([line, code, message, hint]) => {
  expect(errorOf(line)).toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});

test("every example of the help is a command that is understood", () => {
  for (const { name, examples } of verbs)
    for (const [command] of examples) {
      const [program, ...rest] = words(command.replace(/ (\||>>) .*/, ""));
      expect([program, parse(rest).verb.name]).toEqual(["telltale", name]);
    }
});
