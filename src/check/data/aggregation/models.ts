/** What one model for all costs each group: losses of a model of everybody beside those of a model of the group alone, as a work. */
import { meanInterval, meanOf } from "../../../bias/means.ts";
import { boosted, crossPredict, sharedRows } from "../../../learn/cross.ts";
import type { Goal } from "../../../learn/goal.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Cast, Said } from "../../../subject/data.ts";
import { pick } from "../../../table/columns.ts";
import type { Column, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { commonest } from "../commonest.ts";
import { small } from "../label/rates.ts";
import { divided } from "../proxy/people.ts";

export type ModelsInput = {
  readonly tables: string;
  readonly cast: string;
  /** Without the protected ones, which `marked` are. */
  readonly columns: readonly string[];
  readonly marked: readonly string[];
  /** At most so many rows are learnt from and asked about. */
  readonly rows: number;
  readonly seed: number;
};

export type Gain = { readonly value: number; readonly low: number; readonly high: number };
export type OwnModel = {
  readonly attribute: string;
  readonly group: string;
  readonly rows: number;
  /** Mean loss of the model of everybody, which does not see protected columns; above 0 gains are what others lose less. Null: too few rows to learn from. */
  readonly pooled: number;
  readonly own: { readonly loss: Gain; readonly error: Gain } | null;
  /** A model of everybody that sees the protected columns. */
  readonly told: { readonly loss: Gain; readonly error: Gain };
};
export type Models = {
  readonly rows: number;
  readonly of: number;
  readonly loss: "log" | "squared";
  readonly groups: readonly OwnModel[];
};

const folds = 5;
/** A group of fewer rows is no school for a model. */
const fewest = 200;
const fewestOfClass = 20;
const mostClasses = 5;
/** A chance of 0 that was wrong would cost infinitely much. */
const nearest = 1e-3;

/** Null: fewer than 200 rows have a label, fewer than two classes are common enough, or there is nothing to learn from. */
export const modelsWork: Work<ModelsInput, Models | null> = {
  id: "data/aggregation-models@2",
  async run({ tables: key, cast: of, columns, marked, rows: most, seed }, reader) {
    const { train } = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(of)) as unknown as Cast; // the output of the cast's work
    if (!train || !cast.label || columns.length === 0) return null;
    const goal = goalOf(cast.label);
    if (!goal) return null;
    const usable = usableRows(goal, cast.rows);
    const rows = sample(usable.length, most, stream(seed, "data/aggregation"))
      .map((at) => usable[at]!)
      .toSorted();
    if (rows.length < fewest) return null;
    const learning: Learning = { features: pick(train, columns), goal, seed };
    const pooled = lossesOf(rows, learning, "pooled");
    const told = lossesOf(rows, { ...learning, features: pick(train, [...columns, ...marked]) }, "told");
    const place = new Int32Array(cast.rows).fill(-1);
    rows.forEach((row, i) => (place[row] = i));
    const groups = cast.attributes.flatMap((attribute) => {
      const { labels, codes } = divided(attribute);
      return labels.flatMap((group, g): OwnModel[] => {
        const mine = rows.filter((row) => codes[row] === g);
        if (mine.length < small) return [];
        const here = (losses: Losses): Losses => ({
          loss: Float64Array.from(mine, (row) => losses.loss[place[row]!]!),
          error: Float64Array.from(mine, (row) => losses.error[place[row]!]!),
        });
        const all = here(pooled);
        const own = isSchool(goal, mine) ? lossesOf(mine, learning, group) : null;
        return [
          {
            attribute: attribute.name,
            group,
            rows: mine.length,
            pooled: meanOf(all.loss).mean,
            own: own && gainOf(all, own),
            told: gainOf(all, here(told)),
          },
        ];
      });
    });
    return { rows: rows.length, of: usable.length, loss: goal.kind === "class" ? "log" : "squared", groups };
  },
};

/** Of the classes that are common enough; rows of others are not learnt. */
function goalOf(label: Said): Goal | null {
  if (label.kind === "number") return { kind: "number", values: label.values };
  const { classes, positive, codes } = label;
  if (positive !== null) {
    const known = codes.filter((code) => code >= 0);
    const yes = known.filter((code) => code === positive).length;
    if (Math.min(yes, known.length - yes) < fewestOfClass) return null;
    return { kind: "class", codes: codes.map((code) => (code < 0 ? -1 : Number(code === positive))), classes: 2 };
  }
  const common = commonest(codes, classes.length, { most: mostClasses, fewest: fewestOfClass });
  if (common.length < 2) return null;
  const place = new Int32Array(classes.length).fill(-1);
  common.forEach((k, i) => (place[k] = i));
  return { kind: "class", codes: codes.map((code) => (code < 0 ? -1 : place[code]!)), classes: common.length };
}

const usableRows = (goal: Goal, rows: number): Uint32Array =>
  Uint32Array.from({ length: rows }, (_, row) => row).filter((row) =>
    goal.kind === "class" ? goal.codes[row]! >= 0 : Number.isFinite(goal.values[row]!),
  );

function isSchool(goal: Goal, rows: Uint32Array): boolean {
  if (rows.length < fewest) return false;
  if (goal.kind === "number") return true;
  const counts = Array<number>(goal.classes).fill(0);
  for (const row of rows) counts[goal.codes[row]!]!++;
  return Math.min(...counts) >= fewestOfClass;
}

interface Learning {
  readonly features: readonly Column[];
  readonly goal: Goal;
  readonly seed: number;
}
/** By row asked about: log loss and whether it was wrong; of numbers the squared and the absolute error. */
interface Losses {
  readonly loss: Float64Array;
  readonly error: Float64Array;
}

function lossesOf(rows: Uint32Array, { features, goal, seed }: Learning, name: string): Losses {
  const told = crossPredict(features, goal, {
    learner: boosted({ trees: 50 }),
    folds,
    rows,
    seed: ["data/aggregation", name, seed],
  });
  const [loss, error] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  rows.forEach((row, i) => {
    if (goal.kind === "number") {
      const off = told[i]! - goal.values[row]!;
      loss[i] = off * off;
      error[i] = Math.abs(off);
      return;
    }
    const k = goal.codes[row]!;
    const chances =
      goal.classes === 2
        ? [1 - told[i]!, told[i]!]
        : Array.from({ length: goal.classes }, (_, c) => told[i * goal.classes + c]!);
    loss[i] = -Math.log(Math.max(nearest, chances[k]!));
    error[i] = Number(chances.some((chance, c) => c !== k && chance > chances[k]!));
  });
  return { loss, error };
}

function gainOf(all: Losses, other: Losses): { readonly loss: Gain; readonly error: Gain } {
  const gain = (a: Float64Array, b: Float64Array): Gain => {
    const mean = meanOf(a.map((loss, i) => loss - b[i]!));
    const around = meanInterval({ ...mean, variance: mean.variance * sharedRows(folds) });
    return { value: mean.mean, low: around?.low ?? mean.mean, high: around?.high ?? mean.mean };
  };
  return { loss: gain(all.loss, other.loss), error: gain(all.error, other.error) };
}
