/**
 * Membership by comparison with what is usual for such a person: the signal phi of people who are not in the data is predicted from all that is known of them, and whoever
 * has much more than predicted is said to be in the data (Bertran et al. 2023, the variant with a normal distribution). No shadow model is needed.
 *
 * Bertran et al. learn quantiles for each rate of false alarms; with a normal distribution one regression serves all rates, the very low ones too.
 */
import type { Data } from "../../../learn/trainers/data.ts";
import { readData, widthOf } from "../../../learn/trainers/data.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Crowd } from "../../../subject/model.ts";
import type { Reader, Work } from "../../../work.ts";
import { dealCrowd, teachers } from "./folds.ts";
import { fitNormal } from "./gaussian.ts";
import { askedRows, columnsAt, roomFor } from "./rows.ts";

export type QuantileInput = {
  /** Key of { phi: Float64Array } by row of the crowd, such as `Signals`. */
  readonly signals: string;
  /** Key of `Data`: the crowd's rows. */
  readonly pool: string;
  /** Key of `Crowd`. */
  readonly crowd: string;
  /** Key of `Data` like the pool: people on neither side, from whom it is learnt what is usual; null: from outsiders, by cross-fitting. */
  readonly population: string | null;
  /** Key of { phi } by row of the population; null without one. */
  readonly populationPhi: string | null;
  /** Key of `People`: nobody else is asked about; null: everybody is. */
  readonly people: string | null;
  readonly seed: number;
};

const folds = 5;
/** Rows to learn from: more hardly help. */
const most = 20_000;
/** With fewer there is nothing to learn from, and phi itself is the score. */
const fewest = 10;

/** By row of the crowd: (phi - mean(x, y)) / deviation(x, y), higher = in the data; NaN of people who are not asked about. */
export const quantileWork: Work<QuantileInput, Float64Array> = {
  id: "model/membership/quantile@1",
  async run({ signals, pool: poolKey, crowd: crowdKey, population, populationPhi, people, seed }, reader) {
    const crowd = (await reader.get(crowdKey)) as Crowd;
    const phi = await phiAt(reader, signals, crowd.rows);
    const pool = await readData(reader, poolKey);
    if (pool.rows !== crowd.rows) throw new Error(`${pool.rows} rows of a crowd of ${crowd.rows}`);
    const asked = await askedRows(reader, people, crowd.rows);
    const scores = new Float64Array(crowd.rows).fill(NaN);
    for (const row of asked) scores[row] = phi[row]!;
    if (population !== null && populationPhi !== null) {
      const others = await readData(reader, population);
      if (others.kind !== pool.kind || widthOf(others) !== widthOf(pool))
        throw new Error("a population has the columns of the pool");
      const rows = Uint32Array.from({ length: others.rows }, (_, row) => row);
      const theirs = await phiAt(reader, populationPhi, others.rows);
      const usual = learn({ data: others, phi: theirs, rows }, [seed, "population"]);
      standardise(scores, { pool, usual, rows: asked });
      return scores;
    }
    // Fold f is scored, on both sides, by what was learnt from outsiders who are not in f: so neither side was learnt from, and without a leak nothing tells them apart.
    const fold = dealCrowd(crowd, folds, seed);
    const outsiders = teachers(crowd);
    for (let f = 0; f < folds; f++) {
      const rows = outsiders.filter((row) => fold[row] !== f);
      const usual = learn({ data: pool, phi, rows }, [seed, f]);
      standardise(scores, { pool, usual, rows: asked.filter((row) => fold[row] === f) });
    }
    return scores;
  },
};

type Usual = ReturnType<typeof fitNormal>;

async function phiAt(reader: Reader, key: string, rows: number): Promise<Float64Array> {
  const { phi } = (await reader.get(key)) as { readonly phi: Float64Array };
  if (phi.length !== rows) throw new Error(`${phi.length} signals of ${rows} rows`);
  return phi;
}

function learn(
  { data, phi, rows }: { readonly data: Data; readonly phi: Float64Array; readonly rows: Uint32Array },
  seed: readonly (string | number)[],
): Usual {
  if (rows.length < fewest) return (asked) => unchanged(asked);
  const name = ["model/quantile", ...seed] as const;
  const some = sample(rows.length, Math.min(most, roomFor(data)), stream(0, ...name, "rows")).map((at) => rows[at]!);
  return fitNormal(columnsAt(data, some), finite(Float64Array.from(some, (row) => phi[row]!)), name);
}

function unchanged(asked: Parameters<Usual>[0]): ReturnType<Usual> {
  const [first] = asked;
  const rows = first === undefined ? 0 : first.kind === "category" ? first.codes.length : first.values.length;
  return { mean: new Float64Array(rows), deviation: new Float64Array(rows).fill(1) };
}

/** A chance of exactly 0 or 1 has an infinite signal: as far out as the farthest that is not. */
function finite(values: Float64Array): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low > high ? values.fill(0) : values.map((value) => Math.min(high, Math.max(low, value)));
}

/** In place: phi becomes the score. */
function standardise(
  scores: Float64Array,
  { pool, usual, rows }: { readonly pool: Data; readonly usual: Usual; readonly rows: Uint32Array },
): void {
  const portion = roomFor(pool);
  for (let from = 0; from < rows.length; from += portion) {
    const some = rows.subarray(from, from + portion);
    const { mean, deviation } = usual(columnsAt(pool, some));
    some.forEach((row, i) => (scores[row] = (scores[row]! - mean[i]!) / deviation[i]!));
  }
}
