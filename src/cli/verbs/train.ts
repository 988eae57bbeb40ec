/** telltale train: a table in, an ONNX file out, and how good it is. */
import { seconds, megabytes } from "../../config/amounts.ts";
import { TelltaleError } from "../../error.ts";
import type { Made, Score } from "../../learn/make.ts";
import { integer, thin } from "../../report/words/numbers.ts";
import { writeOut } from "../../run/output.ts";
import { wilson } from "../../stats/proportion.ts";
import { type TrainInput, trainModel } from "../../train.ts";
import { listen } from "../interrupt.ts";
import { storeOf } from "../store.ts";
import { wrap } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { watch } from "../watch.ts";

export async function run({ flags, args, terminal }: Call): Promise<number> {
  const one = (name: string): string | undefined => flags[name]?.at(-1);
  const file = one("file") ?? "model.onnx";
  const input = inputOf(args[0] ?? "", flags);
  const watcher = watch(terminal);
  const interrupt = listen(terminal, watcher.end);
  let made: Made;
  try {
    made = await trainModel(input, { signal: interrupt.signal, onEvent: watcher.onEvent });
  } finally {
    watcher.end();
    interrupt.end();
  }
  save(file, made.onnx);
  if (one("format") === "json") {
    const { onnx: _, losses, ...said } = made;
    terminal.out(`${JSON.stringify({ file, ...said, losses: Array.from(losses) }, null, 2)}\n`);
    return 0;
  }
  const { columns } = terminal.outStyle;
  const say = (what: string, text: string): void =>
    terminal.out(` ${what.padEnd(10)}${wrap(text, { columns, indent: 11 })}\n`);
  say(
    "model",
    `${file}: ${integer(made.parameters)} parameters on ${integer(made.features)} features`.replaceAll(thin, " "),
  );
  say("label", labelText(made));
  say("train", scoreText(made.train));
  if (made.holdout) say("holdout", scoreText(made.holdout));
  else say("holdout", "none given (--holdout): how good it is on people it never saw is not known");
  if (made.private) say("promise", promiseText(made.private));
  for (const { message } of made.notes) say("note", message);
  return 0;
}

function save(file: string, onnx: Uint8Array): void {
  try {
    writeOut(file, onnx);
  } catch (error) {
    if (!(error instanceof TelltaleError)) throw error;
    const hint = "Write to another place (--file FILE). The model is kept: the same command writes it at once.";
    throw new TelltaleError(error.code, { message: error.message, hint, cause: error });
  }
}

function inputOf(train: string, flags: Call["flags"]): TrainInput {
  const one = (name: string): string | undefined => flags[name]?.at(-1);
  const label = one("label");
  if (label === undefined)
    throw new TelltaleError("USAGE_MISSING", {
      message: "--label is missing",
      hint: "Name the column that the model is to predict: telltale train people.csv --label income",
    });
  const number = (name: string, { least, below = Infinity }: { least: number; below?: number }): number | undefined => {
    const text = one(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== "" && value >= least && value < below) return value;
    throw new TelltaleError("USAGE_VALUE", {
      message: `--${name} ${text}: a number from ${least}${below === Infinity ? "" : ` and below ${below}`} is needed`,
      hint: "telltale train --help shows what is usual.",
    });
  };
  const whole = (name: string): number | undefined => {
    const value = number(name, { least: 1 });
    if (value === undefined || Number.isSafeInteger(value)) return value;
    throw new TelltaleError("USAGE_VALUE", {
      message: `--${name} ${value}: a whole number is needed`,
      hint: "As in 50.",
    });
  };
  const list = (name: string): string[] =>
    (flags[name] ?? []).flatMap((text) => text.split(",")).map((text) => text.trim());
  const widths = list("hidden").filter((text) => text !== "");
  const hidden = widths.map(Number);
  if (hidden.some((width) => !Number.isSafeInteger(width) || width < 1))
    throw new TelltaleError("USAGE_VALUE", {
      message: `--hidden ${widths.join(",")}: widths are whole numbers`,
      hint: "As in --hidden 64,32; for a network without hidden layers take --model logistic.",
    });
  const [epochs, batch, rate, weightDecay] = [
    whole("epochs"),
    whole("batch"),
    number("rate", { least: Number.MIN_VALUE }),
    number("weight-decay", { least: 0 }),
  ];
  const recipe = {
    ...(epochs !== undefined && { epochs }),
    ...(batch !== undefined && { batch }),
    ...(rate !== undefined && { optimiser: { kind: "adam" as const, rate } }),
    ...(weightDecay !== undefined && { weightDecay }),
  };
  const dropout = number("dropout", { least: 0, below: 1 });
  const logistic = one("model") === "logistic";
  const [unfit] = logistic ? ["hidden", "dropout"].filter((name) => flags[name] !== undefined) : [];
  if (unfit !== undefined)
    throw new TelltaleError("USAGE_FLAG", {
      message: `--${unfit} is of networks with hidden layers, and --model logistic has none`,
      hint: `Leave out --${unfit}, or take --model mlp.`,
    });
  const epsilon = number("epsilon", { least: Number.MIN_VALUE });
  const delta = number("delta", { least: Number.MIN_VALUE, below: 1 });
  if (delta !== undefined && epsilon === undefined)
    throw new TelltaleError("USAGE_FLAG", {
      message: "--delta is of a promise, and --epsilon is missing",
      hint: "Add --epsilon 2, say.",
    });
  const as = one("as");
  const [memory, timeout] = [one("memory"), one("timeout")];
  return {
    train,
    holdout: one("holdout"),
    label,
    as: as === "class" || as === "number" ? as : undefined,
    ignore: list("ignore").filter((text) => text !== ""),
    trainer: logistic
      ? { kind: "logistic", recipe }
      : { kind: "mlp", recipe, ...(hidden.length > 0 && { hidden }), ...(dropout !== undefined && { dropout }) },
    ...(epsilon !== undefined && { private: { epsilon, delta } }),
    seed: whole("seed") ?? 1,
    store: storeOf(flags),
    ...(memory !== undefined && { memory: megabytes(memory) }),
    ...(timeout !== undefined && { timeout: seconds(timeout) }),
  };
}

function labelText({ label }: Made): string {
  if (label.kind === "number") return `${label.column}, a number`;
  const shown = label.classes.slice(0, 8).join(", ");
  return `${label.column}: ${label.classes.length} classes (${shown}${label.classes.length > 8 ? ", ..." : ""})`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function scoreText(score: Score): string {
  const left = score.missing > 0 ? `; ${integer(score.missing)} left out for want of a known label` : "";
  if (score.n === 0) return `nobody${left}`;
  if (score.kind === "number") {
    const { error, spread, n } = score;
    const explained = spread > 0 ? `; explains ${percent(1 - error / spread)} of the variance` : "";
    return `off by ${Number(Math.sqrt(error).toPrecision(3))} (root mean square) on ${integer(n)} people${explained}${left}`.replaceAll(
      thin,
      " ",
    );
  }
  const { right, n, most } = score;
  const { low, high } = wilson(right, n);
  const usual = `the most frequent class alone would be right for ${percent(most / n)}`;
  return `right for ${percent(right / n)} [${percent(low)}, ${percent(high)}] of ${integer(n)} people; ${usual}${left}`.replaceAll(
    thin,
    " ",
  );
}

const promiseText = ({ epsilon, delta, noise, clip }: NonNullable<Made["private"]>): string =>
  `(epsilon ${Number(epsilon.toPrecision(3))}, delta ${delta.toExponential(1)})-differential privacy: gradients of at most ${clip}, noise ${Number(noise.toPrecision(4))}. It holds towards whoever does not know the seed; encoding and choice of settings are not part of it.`;
