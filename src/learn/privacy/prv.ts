/**
 * Numerical accountant of the Poisson-sampled Gaussian mechanism: the privacy loss of a step is put on a grid, once
 * pessimistically and once optimistically, and composed by Fourier transforms (Koskela, Jälkö & Honkela 2020; Gopi, Lee
 * & Wutschitz 2021; Doroshenko et al. 2022), for a record that is removed and for one that is added.
 */
import { gaussianEpsilon } from "../../stats/gaussian-mechanism.ts";
import { cellsOf, lossRange, type Cells } from "./cells.ts";
import { composeTwo } from "./compose.ts";
import { merge, seenFrom, spread, type Direction, type GridLoss } from "./discretise.ts";
import { checkDelta, checkMechanism, trivialEpsilon, type EpsilonBounds, type SampledGaussian } from "./mechanism.ts";
import { epsilonOfMasses } from "./read-epsilon.ts";
import { rdpEpsilon, usualOrders } from "./rdp.ts";
import { bottomOf, topOf } from "./window.ts";

/**
 * Epsilon at `delta`. The grid is refined until the bounds differ by at most 1% of epsilon, .01 or .1% of epsilon
 * (of the first two the less, of that and the last the more), or the grid has 2^20 points; they hold in any case.
 */
export function prvEpsilon(mechanism: SampledGaussian, { delta }: { readonly delta: number }): EpsilonBounds {
  checkMechanism(mechanism);
  checkDelta(delta);
  const exact = exactEpsilon(mechanism, delta);
  if (exact !== undefined) return { lower: exact, estimate: exact, upper: exact };
  const ceiling = rdpEpsilon(mechanism, { delta, orders: wholeOrders }).epsilon;
  const aim = Math.max(1e-4, 0.01 * Math.min(1, ceiling), 0.001 * ceiling);
  let width = firstWidth(mechanism, aim);
  let best: EpsilonBounds = { lower: 0, estimate: ceiling, upper: ceiling };
  let gap = ceiling;
  for (let round = 0; round < 10; round++) {
    const { bounds, full } = onGrid(mechanism, { delta, width });
    best = tighter(best, bounds);
    const before = gap;
    gap = best.upper - best.lower;
    // Where bounds do not draw nearer, rounding is what keeps them apart.
    if (gap <= aim || full || (gap > 0.9 * before && best.lower > 0)) break;
    // Both bounds are off by about the square of the width.
    width *= Math.min(0.5, Math.max(0.1, 0.8 * Math.sqrt(aim / gap)));
  }
  return best;
}

/** Those whose divergence is a finite sum: as a ceiling they are enough. */
const wholeOrders = usualOrders.filter((order) => Number.isInteger(order));

function exactEpsilon(mechanism: SampledGaussian, delta: number): number | undefined {
  const { noise, sampleRate, steps } = mechanism;
  return trivialEpsilon(mechanism) ?? (sampleRate === 1 ? gaussianEpsilon(Math.sqrt(steps) / noise, delta) : undefined);
}

function tighter(a: EpsilonBounds, b: EpsilonBounds): EpsilonBounds {
  const lower = Math.max(a.lower, b.lower);
  const upper = Math.min(a.upper, b.upper);
  return { lower, upper, estimate: Math.min(upper, Math.max(lower, b.estimate)) };
}

/** Fine enough for the sum, steps * width^2/4 of error, and for most losses of one step: about rate/noise times the median of w. */
function firstWidth({ noise, sampleRate, steps }: SampledGaussian, aim: number): number {
  const median = Math.max(0.1, Math.exp(-0.5 / (noise * noise)));
  return Math.min(Math.sqrt((2 * aim) / steps), (median * sampleRate) / noise / 4, 0.1);
}

const largestGrid = 2 ** 20;

interface Grid {
  readonly delta: number;
  readonly width: number;
}

function onGrid(
  mechanism: SampledGaussian,
  { delta, width: wanted }: Grid,
): { readonly bounds: EpsilonBounds; readonly full: boolean } {
  const { steps } = mechanism;
  // The normal tails beyond it come to less than a millionth of delta over all steps.
  const reach = 1 + Math.sqrt(-2 * Math.log((1e-6 * delta) / steps));
  const [least, greatest] = lossRange(mechanism, reach);
  const width = Math.max(wanted, (greatest - least) / largestGrid);
  const cells = cellsOf(mechanism, { width, reach });
  const sides = (["remove", "add"] as const).map((direction: Direction) => {
    const seen = seenFrom(direction, cells);
    const losses = [spread(seen), merge(seen)] as const;
    const { lower, upper, size } = composed(losses, { delta, width, steps });
    // Bounds that tell nothing are nothing to weigh.
    const known = lower > 0 && upper < Infinity;
    return { lower, upper, size, estimate: known ? upper - (upper - lower) * shareAbove(seen, losses) : upper };
  });
  const worst = (of: keyof EpsilonBounds): number => Math.max(0, ...sides.map((side) => side[of]));
  const [lower, estimate, upper] = [worst("lower"), worst("estimate"), worst("upper")];
  return { bounds: { lower, estimate, upper }, full: width > wanted || sides.some(({ size }) => size >= largestGrid) };
}

/** Bounds of one direction from the pessimistic and the optimistic loss of one step. */
function composed(
  losses: readonly [GridLoss, GridLoss],
  { delta, width, steps }: Grid & { readonly steps: number },
): { readonly lower: number; readonly upper: number; readonly size: number } {
  const [pessimistic, optimistic] = losses;
  const tail = 1e-5 * delta;
  // For t > 0, e^(tL) is convex in the likelihood ratio, so the pessimistic loss has the higher top; not so the bottom.
  const top = topOf(pessimistic, { steps, tail });
  const from = bottomOf(optimistic, { steps, tail });
  const size = 2 ** Math.max(2, Math.ceil(Math.log2(top - from + 1)));
  if (!(size <= 4 * largestGrid)) return { lower: 0, upper: Infinity, size };
  const [above, below] = composeTwo(losses, { steps, window: { from, size } });
  // Rounding of the spectrum, relative: it grows with the power and the root of the transform's depth. In the masses it
  // is as large in the mean square (Parseval), in a sum of them at most sqrt(size) times that (Cauchy and Schwarz).
  const relative = Number.EPSILON * (steps + 1) * Math.sqrt(Math.log2(size));
  const noise = (masses: Float64Array): number =>
    relative * Math.sqrt(size * masses.reduce((sum, mass) => sum + mass * mass, 0));
  const infinite = -Math.expm1(steps * Math.log1p(-pessimistic.infinite));
  return {
    upper: epsilonOfMasses(above, { delta: delta - infinite - tail - noise(above), width, from }),
    lower: epsilonOfMasses(below, { delta: delta + tail + noise(below), width, from }),
    size,
  };
}

/** Which share of the gap lies above the truth, judged by how far the mean loss of a step is off on either side. */
function shareAbove({ width, p, q }: Cells, [pessimistic, optimistic]: readonly [GridLoss, GridLoss]): number {
  // The mean over cells, each taken as one outcome, is short by the spread within cells: width^2/24 where they are even.
  let mean = (width * width) / 24;
  for (let i = 0; i < p.length; i++) if (p[i]! > 0 && q[i]! > 0) mean += p[i]! * Math.log(p[i]! / q[i]!);
  const above = Math.max(0, meanOf(pessimistic).mean - mean);
  const { mean: low, total } = meanOf(optimistic);
  const below = Math.max(0, mean - low + (1 - total)); // mass that was rounded away counts as a loss of 1
  return above + below > 0 ? above / (above + below) : 0;
}

function meanOf({ mass, from, width }: GridLoss): { readonly mean: number; readonly total: number } {
  let [sum, total] = [0, 0];
  for (let i = 0; i < mass.length; i++) {
    sum += mass[i]! * (from + i) * width;
    total += mass[i]!;
  }
  return { mean: sum / total, total };
}
