/** An outcome beside many reshuffles of it, row by row, so that one pass over the rows of a subgroup counts all of them. */
import { drawSubset } from "../../risk/bits.ts";
import { type Stream } from "../../stats/stream.ts";

export interface Outcome {
  /** By row; NaN = not counted. */
  readonly values: Float64Array;
  /** How rows count; null: once each. Not negative. */
  readonly weights: Float64Array | null;
}

export interface Draws {
  /** The outcome itself and its reshuffles. */
  readonly draws: number;
  /** Numbers by row. */
  readonly width: number;
  /** Row by row; what is not counted is 0. */
  readonly table: Float64Array;
  /** The sums of all draws, the outcome's own first, from a sum over rows of the table that begins at `from`. */
  unpack(sums: Float64Array, from: number, into: Float64Array): void;
}

/** Counts of up to 2^17 - 1 rows: three of them are added exactly in one double. */
const digit = 2 ** 17;
const perWord = 3;

/** `reshuffles` permutations of the values among the rows that are counted; weights stay where they are. */
export function drawsOf(outcome: Outcome, reshuffles: number, random: Stream): Draws {
  const known = Uint32Array.from(outcome.values.keys()).filter((row) => !Number.isNaN(outcome.values[row]!));
  const isRate = known.every((row) => outcome.values[row] === 0 || outcome.values[row] === 1);
  return isRate && !outcome.weights && outcome.values.length < digit
    ? packed(outcome.values, known, reshuffles, random)
    : plain(outcome, known, reshuffles, random);
}

function packed(values: Float64Array, known: Uint32Array, reshuffles: number, random: Stream): Draws {
  const draws = reshuffles + 1;
  const width = Math.ceil(draws / perWord);
  const table = new Float64Array(values.length * width);
  const subset = new Uint32Array(Math.ceil(known.length / 32));
  const hits = known.reduce((sum, row) => sum + values[row]!, 0);
  for (let draw = 0; draw < draws; draw++) {
    const one = digit ** (draw % perWord);
    const at = Math.floor(draw / perWord);
    if (draw > 0) drawSubset(subset, known.length, hits, random);
    known.forEach((row, i) => {
      const is = draw === 0 ? values[row] === 1 : ((subset[i >>> 5]! >>> (i & 31)) & 1) === 1;
      if (is) table[row * width + at]! += one;
    });
  }
  return {
    draws,
    width,
    table,
    unpack(sums, from, into) {
      for (let draw = 0, at = from; draw < draws; at++) {
        let rest = sums[at]!;
        for (let j = 0; j < perWord && draw < draws; j++, draw++) {
          const above = Math.floor(rest / digit);
          into[draw] = rest - above * digit;
          rest = above;
        }
      }
    },
  };
}

function plain({ values, weights }: Outcome, known: Uint32Array, reshuffles: number, random: Stream): Draws {
  const draws = reshuffles + 1;
  const table = new Float64Array(values.length * draws);
  const own = Float64Array.from(known, (row) => values[row]!);
  for (let draw = 0; draw < draws; draw++) {
    if (draw > 0) reshuffle(own, random);
    known.forEach((row, i) => (table[row * draws + draw] = own[i]! * (weights?.[row] ?? 1)));
  }
  return {
    draws,
    width: draws,
    table,
    unpack: (sums, from, into) => into.set(sums.subarray(from, from + draws)),
  };
}

/** Fisher-Yates. */
function reshuffle(values: Float64Array, random: Stream): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const kept = values[i]!;
    values[i] = values[j]!;
    values[j] = kept;
  }
}
