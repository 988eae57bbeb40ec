/** People as rows of numbers: `--train x.npz --holdout y.npz`, each with its labels. */
import { TelltaleError } from "../error.ts";
import { sizeOf } from "../graph/dtype.ts";
import { fitLabel, type FittedLabel, goalOf } from "../learn/encoding/label.ts";
import type { Goal } from "../learn/goal.ts";
import { contentOf, type Tensors, tensorsOf } from "../learn/trainers/data.ts";
import { mix } from "../table/mix.ts";
import type { Column, Remark, TablesSummary } from "../table/types.ts";
import type { Compute, Refs, Work } from "../work.ts";
import type { ModelFiles, ModelSubject } from "./model.ts";
import { identifyTensors, isTensors, type TensorFile } from "./tensors/files.ts";
import { columnsOf, joined, joinedColumn } from "./tensors/labels.ts";
import { type Rows, rowsOf } from "./tensors/rows.ts";

export { isTensors, type TensorFile };

/** What the label of tensors is called: there are no columns. */
export const labelOfTensors = "y";

export type TensorsSummaryInput = {
  /** Of all parts; the label is fitted to "train". */
  readonly files: readonly TensorFile[];
  /** What labels that are numbers stand for; null: it is guessed. */
  readonly as: "class" | "number" | null;
};
export type TensorsInput = TensorsSummaryInput & {
  /** Whose rows are wanted, one part after the other: ["train", "holdout"]. */
  readonly parts: readonly string[];
};

/** @throws TelltaleError TENSORS_*, ARRAYS_*, TABLE_FILE_CHANGED, and those of `fitLabel` */
export const tensorsWork: Work<TensorsInput, Tensors> = {
  id: "model/tensors@1",
  async run({ files, as, parts }) {
    const { rows, columns, fitted } = await loaded(files, as, ["train", ...parts]);
    const wanted = parts.flatMap((part) => rows.filter((each) => each.part === part));
    const column = joinedColumn(wanted.map((each) => columns[rows.indexOf(each)]!));
    const x = joined(
      wanted.map((each) => each.x),
      Float32Array,
    );
    const tensors = tensorsOf(x, wanted[0]!.shape, column, { like: fitted.label });
    const learnt = parts.includes("train") ? fitted.notes : [];
    const lost = tensors.missing - (parts.includes("train") ? fitted.missing : 0);
    const notes = [...wanted.flatMap((each) => each.notes), ...learnt, ...(lost > 0 ? [leftOut(lost, parts)] : [])];
    return { ...tensors, notes };
  },
};

/** Of people in tensors there is less to say than of a table: how many there are, and how many are there twice. */
export const tensorsSummaryWork: Work<TensorsSummaryInput, TablesSummary> = {
  id: "model/tensors-summary@1",
  async run({ files, as }) {
    const { rows, columns, fitted } = await loaded(files, as, [...new Set(files.map(({ part }) => part))]);
    const hashes = rows.map((each, i) => [each.part, hashesOf(each, goalOf(fitted.label, columns[i]!))] as const);
    const { train = new Float64Array(), holdout } = Object.fromEntries(hashes);
    const times = new Map<number, number>();
    for (const hash of train) times.set(hash, (times.get(hash) ?? 0) + 1);
    const count = (own: Float64Array, least: number): number =>
      own.reduce((sum, hash) => sum + ((times.get(hash) ?? 0) >= least ? 1 : 0), 0);
    return {
      rows: Object.fromEntries(rows.map((each) => [each.part, each.rows])),
      digests: Object.fromEntries(rows.map((each) => [each.part, digestOf(each)])),
      columns: [],
      duplicates: {
        train: count(train, 2),
        holdoutInTrain: holdout ? count(holdout, 1) : null,
        syntheticInTrain: 0,
        syntheticInHoldout: null,
      },
      remarks: [...rows.flatMap(({ notes }) => notes), ...fitted.notes],
    };
  },
};

export const tensorsWorks = [tensorsWork, tensorsSummaryWork] as const;

interface Opened extends Pick<ModelSubject, "sources" | "summary" | "columns"> {
  readonly tables: null;
  readonly pool: string;
  readonly population: string | null;
}

/** @throws TelltaleError as the works, and TENSORS_NO_LABELS, TABLE_FILE_MISSING */
export async function openTensors(
  { train, holdout, population }: Pick<ModelFiles, "train" | "holdout" | "population">,
  as: "class" | "number" | null,
  { compute, refs }: { readonly compute: Compute; readonly refs: Refs },
): Promise<Opened> {
  const given = Object.entries({ train, holdout, population }).flatMap(([part, path]) =>
    path === undefined ? [] : [[part, path] as const],
  );
  const sources = await Promise.all(given.map(([part, path]) => identifyTensors(part, path)));
  const files = sources.flatMap(({ part, files: own }) => own.map((file): TensorFile => ({ part, ...file })));
  const [summary] = await compute(tensorsSummaryWork, [{ files, as }]);
  if (!summary) throw new Error("compute gives one output for one input");
  const of = (...parts: readonly string[]): TensorsInput => ({
    files: files.filter(({ part }) => part === "train" || parts.includes(part)),
    as,
    parts,
  });
  const sides = holdout === undefined ? of("train") : of("train", "holdout");
  const keys = await refs(tensorsWork, population === undefined ? [sides] : [sides, of("population")]);
  return { sources, summary, tables: null, columns: [], pool: keys[0] ?? "", population: keys[1] ?? null };
}

interface Loaded {
  readonly rows: readonly Rows[];
  /** The labels of each part. */
  readonly columns: readonly Column[];
  /** To the part "train". */
  readonly fitted: FittedLabel;
}

async function loaded(files: readonly TensorFile[], as: TensorsInput["as"], parts: readonly string[]): Promise<Loaded> {
  const rows: Rows[] = [];
  for (const part of new Set(parts)) rows.push(await rowsOf(files.filter((file) => file.part === part)));
  const first = rows.find(({ part }) => part === "train") ?? rows[0]!;
  for (const each of rows) sameShape(first, each);
  const columns = columnsOf(
    labelOfTensors,
    rows.map(({ labels }) => labels),
  );
  const fitted = fitLabel(columns[rows.indexOf(first)]!, undefined, as === null ? {} : { as });
  return { rows, columns, fitted };
}

function sameShape(one: Rows, other: Rows): void {
  if (one.shape.join() === other.shape.join()) return;
  throw new TelltaleError("TENSORS_SHAPE", {
    message: `a row of ${one.part} is ${one.shape.join(" x ")}, and one of ${other.part} is ${other.shape.join(" x ")}`,
    hint: "Give all people in the form in which the model takes them.",
  });
}

const leftOut = (rows: number, parts: readonly string[]): Remark => ({
  code: "label-unknown",
  column: labelOfTensors,
  message: `${rows} rows of ${parts.filter((part) => part !== "train").join(" and ")} are left out: they have no label, or one that train does not have.`,
});

const digestOf = ({ x, shape, labels }: Rows): string =>
  labels.kind === "texts"
    ? contentOf(["tensors/part", shape, labels.kind, labels.values], x)
    : contentOf(["tensors/part", shape, labels.kind], x, labels.values);

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/** 53 bits of each row with its label: a million rows that differ have two alike with a chance of 1 in 18,000. */
function hashesOf({ x, rows, shape }: Rows, goal: Goal): Float64Array {
  const width = sizeOf(shape);
  const of = goal.kind === "class" ? goal.codes : goal.values;
  return Float64Array.from({ length: rows }, (_, row) => {
    let [a, b] = [1, 2];
    const add = (value: number): void => {
      bits[0] = value + 0; // -0 is 0
      a = mix(mix(a ^ words[0]!) + Math.imul(words[1]!, 0x9e3779b1));
      b = mix(mix(b ^ words[1]!) + Math.imul(words[0]!, 0x85ebca77));
    };
    add(of[row]!);
    for (let i = row * width; i < (row + 1) * width; i++) add(x[i]!);
    return (a >>> 0) * 2 ** 21 + (b >>> 11);
  });
}
