/** Answers in an archive: `train` and `holdout` with their labels, or one array of both; those of shadow models beside them. */
import { TelltaleError } from "../../error.ts";
import type { Column } from "../../table/types.ts";
import type { Constant } from "../../graph/dtype.ts";
import { type NamedArrays, numbersOf, shown } from "../arrays/array.ts";
import { only } from "../arrays/read.ts";
import { columnsOf, joined, joinedColumn, labelsIn } from "../tensors/labels.ts";
import { wrongLength } from "./errors.ts";
import type { Expected, Given, Numbers } from "./given.ts";

const together = ["predictions", "probabilities", "probs", "logits", only];

/**
 * `expected`: null where the file stands alone.
 * @param label what the labels are to be called
 * @throws TelltaleError PREDICTIONS_ARRAYS, PREDICTIONS_LENGTH, TENSORS_LABELS
 */
export function givenInArrays(
  arrays: NamedArrays,
  { what, label, expected }: { readonly what: string; readonly label: string; readonly expected: Expected | null },
): Given {
  const found = (name: string): Constant | null => (Object.hasOwn(arrays, name) ? arrays[name]! : null);
  const train = found("train");
  const whole = train ? null : (together.map(found).find((array) => array !== null) ?? null);
  if ((!train && !whole) || (!expected && !train)) throw missing(arrays, what, expected);
  const blocks = [train ?? whole, train ? found("holdout") : null].flatMap((array, i) =>
    array ? [blockOf(array, `"${["train", "holdout"][i]}" of ${what}`)] : [],
  );
  const [first] = blocks;
  if (!first) throw missing(arrays, what, expected);
  if (blocks.some(({ width }) => width !== first.width))
    throw new TelltaleError("PREDICTIONS_ARRAYS", {
      message: `${what}: a row of train has ${first.width} numbers, and one of holdout ${blocks[1]?.width}`,
      hint: "Give the same classes, in the same order, for both.",
    });
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const sides = expected ?? { train: first.rows, holdout: rows - first.rows };
  const lengths = train
    ? ([
        ["train", first.rows],
        ["holdout", rows - first.rows],
      ] as const)
    : [];
  for (const [part, count] of lengths) if (count !== sides[part]) throw wrongLength(what, count, part, sides[part]);
  if (rows !== sides.train + sides.holdout)
    throw wrongLength(what, rows, "train and holdout together", sides.train + sides.holdout);
  const labels = expected ? null : labelsOf(found, { what, label, sides });
  const shape = { rows, width: first.width };
  return {
    what,
    sides,
    origin: originOf(sides),
    width: first.width,
    answers: joined(sameType(blocks.map(({ numbers }) => numbers)), typeOf(blocks.map(({ numbers }) => numbers))),
    names: namesIn(found("classes"), first.width, what),
    values: false,
    labels,
    shadows: shadowsIn(found("shadow"), found("shadow_in"), shape, what),
  };
}

export const originOf = ({ train, holdout }: Expected): Uint32Array =>
  Uint32Array.from({ length: train + holdout }, (_, row) => (row < train ? row : row - train));

interface Block {
  readonly rows: number;
  readonly width: number;
  readonly numbers: Numbers;
}

function blockOf(array: Constant, what: string): Block {
  const [rows = 0, width = 1] = array.shape;
  const numbers = numbersOf(array);
  if (numbers !== null && (array.shape.length === 1 || array.shape.length === 2) && width > 0)
    return { rows, width, numbers };
  throw new TelltaleError("PREDICTIONS_ARRAYS", {
    message: `${what} (${shown(array)}) is not a row of answers for each person`,
    hint: "Give one number for each class in each row: [people, classes].",
  });
}

/** One type of numbers for all of them, the wider one. */
const typeOf = (arrays: readonly Numbers[]): new (length: number) => Numbers =>
  arrays.every((each) => each instanceof Float32Array) ? Float32Array : Float64Array;
const sameType = (arrays: readonly Numbers[]): readonly Numbers[] => {
  const type = typeOf(arrays);
  return arrays.map((each) => (each instanceof type ? each : Float64Array.from(each)));
};

function labelsOf(
  found: (name: string) => Constant | null,
  { what, label, sides }: { readonly what: string; readonly label: string; readonly sides: Expected },
): Column {
  const read = (["train", "holdout"] as const).flatMap((part) => {
    if (sides[part] === 0 && part === "holdout") return [];
    const array = found(`${part}_labels`);
    if (!array)
      throw new TelltaleError("PREDICTIONS_ARRAYS", {
        message: `${what} has answers for ${part}, and no array ${part}_labels`,
        hint: "Add the true labels of the same rows, or name the files of the people: --train t.csv --holdout h.csv.",
      });
    const own = labelsIn(array, `"${part}_labels" of ${what}`);
    if (array.shape[0] !== sides[part]) throw wrongLength(what, sides[part], `${part}_labels`, array.shape[0] ?? 0);
    return [own];
  });
  const columns = columnsOf(
    label,
    read.map(({ labels }) => labels),
  );
  return joinedColumn(columns);
}

function namesIn(array: Constant | null, width: number, what: string): readonly string[] | null {
  if (!array) return null;
  const names = Array.from(numbersOf(array) ?? (array.data as readonly string[]), String); // texts where there are no numbers
  if (names.length === width && new Set(names).size === width) return names;
  throw new TelltaleError("PREDICTIONS_ARRAYS", {
    message: `${what}: "classes" has ${names.length} names (${new Set(names).size} different ones) for ${width} numbers in a row`,
    hint: "Name each column of the answers once, in their order.",
  });
}

function shadowsIn(
  answers: Constant | null,
  isIn: Constant | null,
  { rows, width }: { readonly rows: number; readonly width: number },
  what: string,
): Given["shadows"] {
  if (!answers && !isIn) return null;
  const models = answers?.shape[0] ?? 0;
  const numbers = answers && numbersOf(answers);
  const marks = isIn && numbersOf(isIn);
  const fits =
    numbers &&
    marks &&
    models > 0 &&
    [`${models},${rows},${width}`, ...(width === 1 ? [`${models},${rows}`] : [])].includes(answers.shape.join()) &&
    isIn.shape.join() === `${models},${rows}` &&
    marks.every((mark) => mark === 0 || mark === 1);
  if (!fits)
    throw new TelltaleError("PREDICTIONS_SHADOWS", {
      message: `${what}: shadow models need "shadow" of [models, ${rows}, ${width}] and "shadow_in" of [models, ${rows}], true or false: there are ${[answers, isIn].map((array) => (array ? shown(array) : "none")).join(" and ")}`,
      hint: "For each shadow model: its answers for all people, those of train first, and whether it learnt from each.",
    });
  const each = Array.from({ length: models }, (_, k) => k);
  return {
    answers: each.map((k) => numbers.slice(k * rows * width, (k + 1) * rows * width)),
    isIn: each.map((k) => Uint8Array.from(marks.subarray(k * rows, (k + 1) * rows))),
  };
}

function missing(arrays: NamedArrays, what: string, expected: Expected | null): TelltaleError {
  const there = Object.keys(arrays).join(", ").slice(0, 200) || "none";
  return new TelltaleError("PREDICTIONS_ARRAYS", {
    message: expected
      ? `${what} has no array train (and holdout), predictions, probabilities or logits: it has ${there}`
      : `${what} has no arrays train and holdout, which it needs where the people's files are not given: it has ${there}`,
    hint: expected
      ? 'Save one row of answers for each row of the files: numpy.savez("p.npz", train=p_train, holdout=p_holdout).'
      : 'numpy.savez("p.npz", train=p_train, holdout=p_holdout, train_labels=y_train, holdout_labels=y_holdout)',
  });
}
