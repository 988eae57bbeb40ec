/** People to play on, in the store of a test: members first. */
import { allRows } from "../../../../learn/goal.ts";
import { type House, pooled } from "../../../../learn/shadow/testing/house.ts";
import { letters, numbers, range } from "../../../../learn/testing/made.ts";
import { type Data, readData } from "../../../../learn/trainers/data.ts";
import { trainerOf } from "../../../../learn/trainers/index.ts";
import type { TrainerSpec } from "../../../../learn/trainers/spec.ts";
import type { Answers } from "../../../../learn/trainers/trainer.ts";
import { encodeWork } from "../../../../learn/trainers/works.ts";
import { aucInterval, auc, delong } from "../../../../stats/auc.ts";
import { stream } from "../../../../stats/stream.ts";
import type { Crowd } from "../../../../subject/model.ts";
import type { Column } from "../../../../table/types.ts";

export interface Place {
  /** Keys. */
  readonly pool: string;
  readonly crowd: string;
  readonly data: Data;
}

/** The first half are members. `person`: as in `Crowd`. */
export async function peopled(
  house: House,
  columns: readonly Column[],
  person: Int32Array | null = null,
): Promise<Place> {
  const pool = await pooled(house, columns);
  const data = await readData(house.store, pool);
  const { goal, label, rows, digest } = data;
  const crowd: Crowd = {
    digest,
    members: Math.floor(rows / 2),
    rows,
    label,
    codes: goal.kind === "class" ? goal.codes : null,
    values: goal.kind === "number" ? goal.values : null,
    origin: allRows(rows),
    person,
  };
  return { pool, crowd: await house.computer.put(crowd), data };
}

/** Classes that overlap: normal with deviation 1 about centres that are at about sqrt(5) from the middle of all. Of many dimensions, rows are easily learnt by heart. */
export function overlapping(rows: number, { classes = 3, dimensions = 8, seed = 1 } = {}): Column[] {
  const s = stream(seed, "testing", "overlapping");
  const centres = range(dimensions * classes).map(() => Math.sqrt(5 / dimensions) * s.normal());
  const codes = range(rows).map(() => s.int(classes));
  const columns = range(dimensions).map((d) =>
    numbers(
      `x${d}`,
      codes.map((code) => centres[dimensions * code + d]! + s.normal()),
    ),
  );
  return [...columns, letters("label", codes, classes)];
}

/** What a model says of everybody in the pool, that has learnt from these rows of it. */
export async function answersOf(
  house: House,
  {
    trainer,
    place,
    rows,
    seed,
  }: { readonly trainer: TrainerSpec; readonly place: Place; readonly rows: Uint32Array; readonly seed: number },
): Promise<Answers> {
  const [encoded = ""] = await house.computer.refs(encodeWork, [{ pool: place.pool, fit: place.pool }]);
  const trees = trainer.kind === "forest" || trainer.kind === "boosting";
  const data = trees ? place.data : await readData(house.store, encoded);
  const made = trainerOf(trainer, house.store);
  const models = await made.fit(data, [{ rows, seed: ["testing", seed], number: 0 }]);
  const [answers] = await made.answer(models, [data], data);
  if (!answers) throw new Error("what is asked once is answered once");
  return answers;
}

export interface Sides {
  readonly members: Float64Array;
  readonly outsiders: Float64Array;
}
export function sidesOf(scores: Float64Array): Sides {
  const middle = Math.floor(scores.length / 2);
  return { members: scores.subarray(0, middle), outsiders: scores.subarray(middle) };
}
export const areaOf = (scores: Float64Array): number => auc(sidesOf(scores));

/** Whether .5 is outside the interval of 99 %. */
export function alarmed(scores: Float64Array): boolean {
  const sides = sidesOf(scores);
  const {
    auc: [area = NaN],
    covariance,
  } = delong([sides]);
  const counts = { members: sides.members.length, outsiders: sides.outsiders.length };
  const { low, high } = aucInterval({ auc: area, variance: covariance[0]?.[0] ?? NaN, ...counts }, 0.01);
  return low > 0.5 || high < 0.5;
}
