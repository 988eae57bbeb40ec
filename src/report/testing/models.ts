/** Runs of audits of models: a leaky and an honest one, with every check of models that there is, judged by the real rules. */
import { labelOnly } from "../../check/model/labelOnly.ts";
import { defences } from "../../check/model/defences.ts";
import { membership } from "../../check/model/membership.ts";
import { oneRun } from "../../check/model/oneRun.ts";
import { whiteBox } from "../../check/model/whiteBox.ts";
import type { Curve, Finding, Measure } from "../../check/finding.ts";
import type { Played } from "../../check/types.ts";
import { distinguishing } from "../../risk/distinguishing.ts";
import { exposure } from "../../risk/exposure.ts";
import { row } from "../../risk/measures.ts";
import { wilson } from "../../stats/proportion.ts";
import { blind, groups, suite } from "./scores.ts";
import { runOf, type Change, type Extra } from "./runs.ts";
import type { Run, Subject } from "../../run/schema.ts";

/** In the place of the attacks on a table whose scores they get. */
const names = {
  "model/membership":
    "loss lira-offline confidence entropy modified-entropy rmia-online lira-online base quantile shokri".split(" "),
  "model/label-only": ["gap", "noise-robustness", "boundary"],
  "model/white-box": ["gradient-norm", "gradient-lira", "gradient-features"],
} as const;

type Attacked = keyof typeof names;

function played(check: Attacked, leaks: boolean): Played {
  const all = suite(leaks)
    .slice(0, names[check].length)
    .map((one, i) => ({ ...one, of: { attack: names[check][i] ?? "" } }));
  const { best, ...found } = distinguishing(all, { seed: 7, name: check, blind, reshuffles: 99 });
  const shown = all[best];
  const right = check === "model/white-box" ? [] : accuracies(leaks ? 0.998 : 0.842, leaks ? 0.641 : 0.836);
  return {
    ...found,
    measures: [...found.measures, ...right],
    curves: [...found.curves, ...(check === "model/membership" ? byShadows(leaks) : [])],
    validity: [
      ...found.validity,
      {
        code: "attacks-left-out",
        message: "Not played: ml-leaks-1, correctness: It needs 2 shadow models at least, and there are none.",
        effect: "note",
      },
    ],
    ...(shown && { exposure: exposure(shown, { seed: 7, name: check, groups, reshuffles: 99 }) }),
    reference: "what the same attack says of people whom the model never saw",
    adversary: {},
    facts: { classes: 30, shadows: 64, byShadows: "lira-online" },
  };
}

function accuracies(train: number, holdout: number): Measure[] {
  const of = (part: string, share: number, n: number): Measure => {
    const hits = Math.round(share * n);
    return row({ id: "accuracy", of: { part }, value: hits / n, ...wilson(hits, n), n, hits });
  };
  return [of("train", train, 2000), of("holdout", holdout, 1000)];
}

function byShadows(leaks: boolean): Curve[] {
  const values = leaks ? [0.12, 0.19, 0.24, 0.262, 0.268] : [-0.004, 0.002, 0.004, 0.003, 0.006];
  const curve = (measure: string, scale: number, from: number): Curve => ({
    id: `${measure}-by-shadows`,
    x: "shadow models",
    y: measure,
    points: values.map((value, i) => {
      const at = from + scale * value;
      return { x: 4 * 2 ** i, value: at, low: at - 0.03 * scale, high: at + 0.032 * scale };
    }),
  });
  return [curve("advantage", 1, 0), curve("tpr@fpr=0.01", 0.4, 0.012)];
}

const tried: readonly (readonly [
  id: string,
  group: string,
  plain: string,
  left: number,
  right: number,
  at?: number,
])[] = [
  ["none", "none", "as it is", 0.264, 0.641],
  ["rounding 2", "answers", "probabilities rounded to two decimals", 0.22, 0.64],
  ["label only", "answers", "the likeliest class, and nothing else", 0.148, 0.641],
  ["early stopping", "training", "ends after 3 epochs that are no better", 0.12, 0.652],
  ["dp-sgd 8", "training", "clipped and noised gradients", 0.013, 0.43, 8],
];

function whatWouldReduce(leaks: boolean): Played {
  const measures = tried.flatMap(([defence, , , left, right]): Measure[] => {
    const of = { defence };
    const value = leaks ? left : left / 20;
    return [
      row({ id: "advantage", of, value, low: value - 0.02, high: value + 0.02, n: 4000 }),
      row({ id: "tpr@fpr=0.01", of, value: 0.01 + value / 4, low: 0.005, high: 0.02 + value / 3, n: 4000 }),
      row({ id: "accuracy", of, value: right, ...wilson(Math.round(4000 * right), 4000), n: 4000 }),
      row({ id: "accuracy.seen", of, value: 1, ...wilson(4000, 4000), n: 4000 }),
    ];
  });
  return {
    headline: null,
    measures,
    curves: [],
    validity: [],
    reference: "models like the audited one as they are",
    adversary: {},
    facts: {
      defences: tried.map(([id, group, plain, , , epsilon]) => ({
        id,
        group,
        plain,
        promise: epsilon === undefined ? null : { epsilon, delta: 5e-5 },
      })),
    },
  };
}

function canaries(leaks: boolean): Played {
  const hits = leaks ? 247 : 131;
  const epsilon = leaks ? 3.1 : 0;
  return {
    headline: null,
    measures: [
      row({ id: "guesses", of: { attack: "loss" }, value: hits / 250, ...wilson(hits, 250), n: 250, hits }),
      row({ id: "epsilon.low", of: { attack: "loss" }, value: null, low: epsilon, high: null, n: 500, status: "ok" }),
    ],
    curves: [],
    validity: [],
    reference: "guessing by a coin: half of the guesses right, and an epsilon of 0",
    adversary: {},
    facts: {
      canaries: 500,
      in: 251,
      members: 2000,
      kind: "mislabelled",
      guesses: { in: 125, out: 125 },
      delta: 5e-5,
      epsilon,
      claimed: null,
    },
  };
}

const about = (check: Finding["about"]): Finding["about"] => {
  const { title, question, short, adversary, remedy, sources } = check;
  return { title, question, short, adversary, remedy, sources };
};

const checks = (leaks: boolean): readonly Extra[] => [
  ...([membership, labelOnly, whiteBox] as const).map((check): Extra => ({
    id: check.id,
    about: about(check),
    options: { targets: 2000, stop: true },
    measure: "advantage",
    played: played(check.id as Attacked, leaks), // these three
  })),
  {
    id: oneRun.id,
    about: about(oneRun),
    options: { most: 500, canaries: "mislabelled" },
    measure: null,
    played: canaries(leaks),
  },
  { id: defences.id, about: about(defences), options: { models: 16 }, measure: null, played: whatWouldReduce(leaks) },
];

const made = new Map<boolean, readonly Extra[]>();
const checksOf = (leaks: boolean): readonly Extra[] => {
  const all = made.get(leaks) ?? checks(leaks);
  made.set(leaks, all);
  return all;
};

/** `tensors`: the people have no columns. */
function asModel({ data, ...subject }: Subject, tensors: boolean): Subject {
  const { synthetic: _, ...rows } = data.rows;
  const { synthetic: __, ...digests } = data.digests;
  const columns = data.columns.map((column) => {
    const { synthetic: ___, ...tables } = column.tables;
    return { ...column, tables };
  });
  const files = subject.files.map((file) =>
    file.part === "synthetic" ? { ...file, part: "model", path: `models/${subject.name}-final.onnx`, rows: 0 } : file,
  );
  return {
    ...subject,
    kind: "model",
    files,
    ignored: tensors ? [] : subject.ignored,
    data: { ...data, rows, digests, columns: tensors ? [] : columns, remarks: tensors ? [] : data.remarks },
  };
}

/** As `runOf`: each model by its name, and whether it leaks. */
export function modelRun(
  models: readonly { readonly name: string; readonly leaks: boolean; readonly tensors?: boolean }[],
  change: Change = {},
): Run {
  const run = runOf(
    models.map(({ name, leaks }) => ({ name, games: {}, extra: checksOf(leaks) })),
    change,
  );
  return {
    ...run,
    command: `telltale audit model --model ${models.map(({ name }) => `models/${name}-final.onnx`).join(" ")} --train census-train.csv --holdout census-holdout.csv --label income --seed 7`,
    subjects: run.subjects.map((subject, i) => asModel(subject, models[i]?.tensors ?? false)),
  };
}
