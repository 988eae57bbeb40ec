/** How well the synthetic table keeps shares: total variation between two tables of counts, and what chance alone allows. */

export interface Agreement {
  /** 1 - total variation distance of the two tables' shares. */
  readonly accuracy: number;
  /** What it would be on average if all rows had been dealt out to the two tables at random. */
  readonly ceiling: number;
}

/**
 * Of two tables of counts, cell by cell. The ceiling is the exact mean under random dealing: of the m rows in a cell, x go to
 * the first table, and the mean of |x/n1 - (m-x)/n2| is De Moivre's mean deviation of the binomial law with the correction
 * for dealing without return. For large cells it is sqrt(2/pi p(1-p)(1/n1 + 1/n2)), p = m/(n1+n2), the usual formula, which
 * is far off where a cell has a few rows only.
 */
export function agreement(first: Int32Array, second: Int32Array): Agreement {
  const n1 = sum(first);
  const n2 = sum(second);
  if (n1 === 0 || n2 === 0) return { accuracy: Number.NaN, ceiling: Number.NaN };
  const gap = gapOf(n1, n2);
  let apart = 0;
  let expected = 0;
  for (let cell = 0; cell < first.length; cell++) {
    const a = first[cell]!;
    const b = second[cell]!;
    if (a + b === 0) continue;
    apart += Math.abs(a / n1 - b / n2);
    expected += gap(a + b);
  }
  return { accuracy: 1 - apart / 2, ceiling: 1 - expected / 2 };
}

/** Above so many rows in a cell the normal law is exact to four digits. */
const small = 200;

function gapOf(n1: number, n2: number): (m: number) => number {
  const all = n1 + n2;
  const exact = new Float64Array(small + 1).fill(Number.NaN);
  const spread = (m: number): number => Math.sqrt((m * (1 - m / all)) / (n1 * n2));
  return (m) => {
    if (m > small) return Math.sqrt(2 / Math.PI) * spread(m);
    if (Number.isNaN(exact[m]!)) {
      const share = n1 / all;
      const relative = meanDeviation(m, share) / Math.sqrt(m * share * (1 - share));
      exact[m] = relative * spread(m);
    }
    return exact[m]!;
  };
}

/** E|X - np| of the binomial law: 2 k C(n,k) p^k (1-p)^(n-k+1) with k = floor(np) + 1 (De Moivre 1730). */
function meanDeviation(n: number, p: number): number {
  const k = Math.min(n, Math.floor(n * p) + 1);
  let log = Math.log(2 * k) + k * Math.log(p) + (n - k + 1) * Math.log1p(-p);
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
  return Math.exp(log);
}

const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0);

/** Rows by the bins of one to three columns together; `sizes` are numbers of bins. */
export function counts(codes: readonly Uint8Array[], sizes: readonly number[]): Int32Array {
  const table = new Int32Array(sizes.reduce((product, size) => product * size, 1));
  const [a = new Uint8Array(), b, c] = codes;
  const [, wide = 1, deep = 1] = sizes;
  if (c && b) for (let i = 0; i < a.length; i++) table[(a[i]! * wide + b[i]!) * deep + c[i]!]!++;
  else if (b) for (let i = 0; i < a.length; i++) table[a[i]! * wide + b[i]!]!++;
  else for (let i = 0; i < a.length; i++) table[a[i]!]!++;
  return table;
}
