/** Logistic regression of a label on one number, with an intercept for each group: what recalibration needs, and no more. */

/** People of one group: a number each, and 1 or 0. */
export interface Labelled {
  readonly x: Float64Array;
  readonly y: Int8Array;
}

export interface Logistic {
  readonly intercepts: readonly number[];
  readonly slope: number;
  readonly logLikelihood: number;
  /** Standard errors; of the slope null where it was given. */
  readonly errors: { readonly intercepts: readonly number[]; readonly slope: number | null };
}

const mostSteps = 60;
/** Of the likelihood; the last step squares what is left. */
const exact = 1e-9;
/** Mean of p(1 - p) below which the classes are taken for told apart without fail. */
const flat = 1e-7;

/**
 * logit P(y = 1) = a_g + b x by Newton's method with halved steps; `slope` given: b is that, and only the a_g are fitted. K + 1 equations of which K are diagonal, so that
 * one step takes a time in the number of people. Null: a group has one class only, or the number tells the classes apart without fail, so that nothing is finite.
 */
export function logistic(
  groups: readonly Labelled[],
  { slope: given }: { readonly slope?: number } = {},
): Logistic | null {
  if (groups.length === 0 || groups.some(({ y }) => !y.includes(0) || !y.includes(1))) return null;
  let at = {
    intercepts: groups.map(({ x, y }) => {
      const positives = y.reduce((sum, is) => sum + is, 0);
      return (
        Math.log(positives / (y.length - positives)) - (given ?? 0) * (x.reduce((sum, one) => sum + one, 0) / x.length)
      );
    }),
    slope: given ?? 0,
  };
  let now = momentsOf(groups, at);
  for (let step = 0; step < mostSteps; step++) {
    const move = stepOf(now, given === undefined);
    if (!move) return null;
    let [share, next] = [1, now];
    let to = at;
    do {
      const part = share;
      to = {
        intercepts: at.intercepts.map((a, g) => a + part * move.intercepts[g]!),
        slope: at.slope + part * move.slope,
      };
      next = momentsOf(groups, to);
      share /= 2;
    } while (next.logLikelihood < now.logLikelihood - 1e-9 && share > 1e-6);
    [at, now] = [to, next];
    // Half of it is what the likelihood gains if it is as curved as it seems.
    if (move.decrement < exact)
      return { ...at, logLikelihood: now.logLikelihood, errors: errorsOf(now, given === undefined) };
  }
  return null;
}

/** By group: people, sums over them of the residual, of the weight p(1 - p), and of both times x, and times x². */
interface Moments {
  readonly logLikelihood: number;
  readonly groups: readonly { readonly n: number; readonly r: number; readonly w: number; readonly wx: number }[];
  readonly rx: number;
  readonly wxx: number;
  /** Of x about the mean of its group, unweighted. */
  readonly spread: number;
}

function momentsOf(
  groups: readonly Labelled[],
  { intercepts, slope }: { readonly intercepts: readonly number[]; readonly slope: number },
): Moments {
  let [logLikelihood, rx, wxx, spread] = [0, 0, 0, 0];
  const own = groups.map(({ x, y }, g) => {
    let [r, w, wx] = [0, 0, 0];
    let mean = 0;
    for (let i = 0; i < x.length; i++) {
      const one = x[i]!;
      const z = intercepts[g]! + slope * one;
      const small = Math.exp(-Math.abs(z));
      const p = z > 0 ? 1 / (1 + small) : small / (1 + small);
      logLikelihood -= Math.log1p(small) + (y[i] === 1 ? Math.max(0, -z) : Math.max(0, z));
      const rest = y[i]! - p;
      const weight = small / (1 + small) ** 2;
      r += rest;
      rx += rest * one;
      w += weight;
      wx += weight * one;
      wxx += weight * one * one;
      const off = one - mean;
      mean += off / (i + 1);
      spread += off * (one - mean);
    }
    return { n: x.length, r, w, wx };
  });
  return { logLikelihood, groups: own, rx, wxx, spread };
}

/** What is left of the slope's information when the intercepts have taken theirs. */
const leftOver = ({ groups, wxx }: Moments): number => groups.reduce((sum, { w, wx }) => sum - (wx * wx) / w, wxx);

function stepOf(
  moments: Moments,
  free: boolean,
): { readonly intercepts: readonly number[]; readonly slope: number; readonly decrement: number } | null {
  const { groups, rx, spread } = moments;
  if (groups.some(({ n, w }) => !(w > flat * n))) return null;
  const left = leftOver(moments);
  if (free && !(left > flat * spread)) return null; // or everybody has the same number
  const slope = free ? groups.reduce((sum, { r, w, wx }) => sum - (wx * r) / w, rx) / left : 0;
  const intercepts = groups.map(({ r, w, wx }) => (r - wx * slope) / w);
  const decrement = groups.reduce((sum, { r }, g) => sum + r * intercepts[g]!, rx * slope);
  return { intercepts, slope, decrement: Math.abs(decrement) };
}

function errorsOf(moments: Moments, free: boolean): Logistic["errors"] {
  const left = leftOver(moments);
  const intercepts = moments.groups.map(({ w, wx }) => Math.sqrt(1 / w + (free ? (wx / w) ** 2 / left : 0)));
  return { intercepts, slope: free ? Math.sqrt(1 / left) : null };
}
