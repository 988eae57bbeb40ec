/** A suite of distinguishing attacks on a leaky and on an honest table: scores whose AUC is what was measured on census records (flip30 .64, mostly .52), and the groups of the people. */
import { normalQuantile } from "../../stats/normal.ts";
import type { GroupColumn } from "../../risk/exposure.ts";

export interface Scored {
  readonly of: { readonly attack: string };
  readonly members: Float64Array;
  readonly outsiders: Float64Array;
}

const [inside, outside] = [2000, 1000];

/** Attack, shift of the ordinary people in standard deviations, share of people who are copied. */
const leaky: readonly (readonly [string, number, number])[] = [
  ["closest", 0.36, 0.06],
  ["closest-relative", 0.36, 0.055],
  ["closest-raw", 0.22, 0.05],
  ["local", 0.18, 0.03],
  ["monte-carlo", 0.14, 0.02],
  ["density", 0.3, 0.045],
  ["classifier", 0.42, 0.01],
  ["gen-lra", 0.25, 0.04],
  ["marginals", 0.12, 0],
  ["knn-share", 0.28, 0.05],
];
const honest: readonly (readonly [string, number, number])[] = leaky.map(([name], i) => [
  name,
  [0.06, 0.07, 0.02, -0.02, 0.01, 0.05, 0.08, 0.03, -0.01, 0.04][i] ?? 0,
  0,
]);

export const suite = (leaks: boolean): readonly Scored[] =>
  (leaks ? leaky : honest).map(([attack, shift, copied], i) => ({
    of: { attack },
    members: scores(inside, { salt: i + 1, shift, copied }),
    outsiders: scores(outside, { salt: i + 101, shift: 0, copied: 0 }),
  }));

/** Of a classifier that never saw the table. */
export const blind = {
  members: scores(inside, { salt: 31, shift: 0.02, copied: 0 }),
  outsiders: scores(outside, { salt: 131, shift: 0, copied: 0 }),
};

/** The quantiles of a normal law, in an order of their own; copied people score above everybody. */
function scores(n: number, { salt, shift, copied }: { salt: number; shift: number; copied: number }): Float64Array {
  const own = shuffled(n, salt);
  const people = shuffled(n, 1007);
  return Float64Array.from(own, (rank, i) => {
    const ordinary = normalQuantile((rank + 0.5) / n);
    return (people[i] ?? 0) < copied * n
      ? 4 + ordinary / 10
      : 0.35 * normalQuantile(((people[i] ?? 0) + 0.5) / n) + 0.94 * ordinary + shift;
  });
}

/** 0 ... n-1 in an order that depends on the salt only. */
function shuffled(n: number, salt: number): Uint32Array {
  const at = Uint32Array.from({ length: n }, (_, i) => i);
  let state = (salt * 2654435761) >>> 0;
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [at[i], at[j]] = [at[j] ?? 0, at[i] ?? 0];
  }
  return at;
}

/** Labels with their shares, and whether the column is protected. */
const columns: readonly (readonly [string, readonly (readonly [string, number])[], boolean])[] = [
  [
    "sex",
    [
      ["Male", 0.67],
      ["Female", 0.33],
    ],
    true,
  ],
  [
    "race",
    [
      ["White", 0.85],
      ["Black", 0.1],
      ["Asian-Pac-Islander", 0.033],
      ["Amer-Indian-Eskimo", 0.01],
      ["Other", 0.007],
    ],
    true,
  ],
  [
    "age",
    [
      ["up to 24", 0.17],
      ["25 to 34", 0.26],
      ["35 to 44", 0.25],
      ["45 to 54", 0.18],
      ["55 or more", 0.14],
    ],
    true,
  ],
  [
    "hours_per_week",
    [
      ["up to 35", 0.2],
      ["36 to 40", 0.5],
      ["more than 40", 0.3],
    ],
    false,
  ],
];

export const groups: readonly GroupColumn[] = columns.map(([name, labels, isProtected], i) => {
  const codes = (n: number, salt: number): Int32Array =>
    Int32Array.from(shuffled(n, salt + i), (place) => {
      let [code, sum] = [0, labels[0]?.[1] ?? 1];
      while ((place + 0.5) / n > sum && code < labels.length - 1) sum += labels[++code]?.[1] ?? 1;
      return code;
    });
  return {
    name,
    members: codes(inside, 51),
    outsiders: codes(outside, 61),
    labels: labels.map(([label]) => label),
    protected: isProtected,
  };
});
