/** telltale choose: a few questions about what is decided, and the one gap that data/fairness is to judge, with a reason. */
import { existsSync, readFileSync } from "node:fs";
import { cancel, intro, isCancel, outro, select } from "@clack/prompts";
import { fileNames } from "../../config.ts";
import type { Flags } from "../../config/flags.ts";
import { TelltaleError } from "../../error.ts";
import { writeOut } from "../../run/output.ts";
import type { Call } from "../verbs.ts";
import { type Answers, type Chosen, chosen, questions, type Topic } from "./choose/tree.ts";

export async function run({ flags, args: [given], terminal }: Call): Promise<number> {
  const printed = flags["print"] !== undefined;
  const file = given ?? fileNames[0];
  // Before anything is asked: nobody should answer for nothing.
  const config = printed ? null : configIn(file);
  const asks = terminal.asks && flags["yes"] === undefined;
  const found = await decided(answersIn(flags), asks);
  if (config !== null) writeOut(file, `${JSON.stringify(withHeadline(config, found.headline), null, 2)}\n`);
  terminal.out(`${found.headline}: ${found.why}\n`);
  if (config !== null) terminal.out(`wrote it to ${file}, as checks["data/fairness"].headline\n`);
  terminal.out(`What it costs, and what cannot be had beside it: the check data/tradeoff.\n`);
  return 0;
}

function answersIn(flags: Flags): Answers {
  const entries = questions.flatMap(({ topic }) => {
    const value = flags[topic]?.at(-1);
    return value === undefined ? [] : [[topic, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Asks what is not known yet and matters for the choice, nothing else. */
async function decided(known: Answers, asks: boolean): Promise<Chosen> {
  let answers = known;
  let begun = false;
  for (;;) {
    const found = chosen(answers);
    if ("headline" in found) {
      if (begun) outro("That is all.");
      return found;
    }
    if (!asks) throw unanswered(found.ask);
    if (!begun) intro("Which gap between groups should count?");
    begun = true;
    answers = { ...answers, [found.ask]: await asked(found.ask) };
  }
}

async function asked(topic: Topic): Promise<string> {
  const { message, options } = questionOf(topic);
  const answer = await select({ message, options: options.map((option) => ({ ...option })) });
  if (!isCancel(answer)) return answer;
  cancel("Nothing was written.");
  throw new TelltaleError("RUN_STOPPED", {
    message: "stopped: nothing was written",
    hint: "telltale choose asks again.",
  });
}

function questionOf(topic: Topic) {
  const question = questions.find((one) => one.topic === topic);
  if (!question) throw new Error(`no question about ${topic}`);
  return question;
}

function unanswered(topic: Topic): TelltaleError {
  const { message, options } = questionOf(topic);
  const values = options.map(({ value }) => value);
  return new TelltaleError("USAGE_ANSWER", {
    message: `${message} There is nobody to ask`,
    hint: `Say it with --${topic} ${values.slice(0, -1).join(", ")} or ${values.at(-1)}.`,
  });
}

type Config = { readonly [name: string]: unknown };
const isObject = (value: unknown): value is Config =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** As it stands in the file: nothing is filled in, and no path is moved. */
function configIn(file: string): Config {
  if (/\.[cm]?[jt]s$/.test(file))
    throw new TelltaleError("CONFIG_NOT_JSON", {
      message: `${file} is a program: only a JSON file can be written to`,
      hint: 'telltale choose --print tells the choice; write it there, as checks: { "data/fairness": { headline: "..." } }.',
    });
  if (!existsSync(file))
    throw new TelltaleError("CONFIG_NOT_FOUND", {
      message: `there is no configuration file ${file}`,
      hint: "telltale init makes one. telltale choose --print writes nothing.",
    });
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new TelltaleError("CONFIG_SYNTAX", {
      message: `${file} is not valid JSON`,
      hint: "It was left as it is. telltale plan says where the problem is.",
      cause,
    });
  }
  if (isObject(config)) return config;
  throw new TelltaleError("CONFIG_VALUE", {
    message: `${file} must hold an object`,
    hint: "It was left as it is. telltale init makes a new one.",
  });
}

/** Other options of the check stay; one that was left out (false) is played again. */
function withHeadline(config: Config, headline: string): Config {
  const checks = isObject(config["checks"]) ? config["checks"] : {};
  const fairness = isObject(checks["data/fairness"]) ? checks["data/fairness"] : {};
  return { ...config, checks: { ...checks, "data/fairness": { ...fairness, headline } } };
}
