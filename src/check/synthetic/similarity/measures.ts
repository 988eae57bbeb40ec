/** The numbers of synthetic/similarity as a finding lists them. */
import { row } from "../../../risk/measures.ts";
import type { Measure, Of } from "../../finding.ts";
import type { Distances } from "./distances.ts";
import { type Share, shareOf } from "./share.ts";
import type { Identical, Sides } from "./sides.ts";

export interface Around {
  /** Of synthetic rows to as many real rows on each side, two neighbours. */
  readonly reach: Distances;
  /** The game of nearest neighbours: as many synthetic rows as real ones. */
  readonly realToSynthetic: Float32Array;
  readonly realToReal: Float32Array;
}
export interface Found {
  readonly columns: number;
  readonly syntheticToSynthetic: Float32Array;
  readonly train: Around;
  readonly holdout: Around | null;
  readonly sides: Sides | null;
  readonly identical: Identical;
  /** By Gower's distance, of all synthetic rows of the sample, to all real rows of theirs. */
  readonly gower: {
    readonly train: Float32Array;
    readonly holdout: Float32Array | null;
    readonly random: Float32Array;
  };
}

const mean = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length;
const known = (values: Float32Array): Float32Array => values.filter((x) => !Number.isNaN(x)).toSorted();

/** numpy's: the mean of the middle two. NaN of nothing. */
export function median(values: Float32Array): number {
  const sorted = known(values);
  const at = (sorted.length - 1) / 2;
  return (sorted[Math.floor(at)]! + sorted[Math.ceil(at)]!) / 2;
}

/** With the interval of ranks n/2 ± 1.96 √n/2 (Conover 1999, §3.2). */
function medianRow(id: string, values: Float32Array): Measure {
  const sorted = known(values);
  const n = sorted.length;
  if (n === 0) return nothing(id);
  const rank = Math.floor((n - 1.959964 * Math.sqrt(n)) / 2);
  const [low, high] = rank < 1 ? [null, null] : [sorted[rank - 1]!, sorted[n - rank]!];
  return row({ id, value: median(values), low, high, n });
}

const nothing = (id: string, of?: Of): Measure =>
  row({ id, ...(of && { of }), value: null, low: null, high: null, n: 0, status: "undefined" });

const plain = (id: string, value: number, n: number, of?: Of): Measure =>
  Number.isFinite(value) ? row({ id, ...(of && { of }), value, low: null, high: null, n }) : nothing(id, of);

/** What mostlyai-qa adds, so that 0/0 is 1. */
const tiny = 1e-8;
/** Nearest over second nearest; the 10th smallest, as mostlyai-qa takes it. */
function ratio({ first, second }: Distances): number {
  const all = known(first.map((d, i) => (d + tiny) / (second[i]! + tiny)));
  return all[9] ?? Number.NaN;
}

/** Yale et al. 2020: how often a row's nearest neighbour is of its own kind; .5 where real and synthetic rows are mixed. */
function adversarial({ reach, realToSynthetic, realToReal }: Around, syntheticToSynthetic: Float32Array): number {
  const n = realToReal.length;
  if (n < 2 || syntheticToSynthetic.length !== n) return Number.NaN;
  const real = mean(Array.from(realToReal, (d, i) => realToSynthetic[i]! > d));
  const synthetic = mean(Array.from(syntheticToSynthetic, (d, i) => reach.first[i]! > d));
  return (real + synthetic) / 2;
}

function shareRows(id: string, share: Share | null, n: number): Measure[] {
  if (!share) return [nothing(id), nothing(`${id}.null`)];
  const { value, reference, low, high } = share;
  return [row({ id, value, low: null, high: null, n }), row({ id: `${id}.null`, value: reference, low, high, n })];
}

/** Strictly, as SDMetrics counts. NaN where there is nobody on a side. */
function nearerToTrain(train: Float32Array, holdout: Float32Array): number {
  if (holdout.some(Number.isNaN)) return Number.NaN;
  return mean(Array.from(train, (d, i) => d < holdout[i]!));
}

/** Their rule on our numbers: they measure distances between embeddings, and take the largest share of several groups of columns. */
const mostly = "mostlyai-qa 1.10";
const beyond = (share: Share | null): "good" | "bad" => (share !== null && share.value > share.high ? "bad" : "good");

export function similarityMeasures(found: Found): Measure[] {
  const { train, holdout, sides, identical, gower, columns, syntheticToSynthetic } = found;
  const n = train.reach.first.length;
  const size = train.realToReal.length;
  const share = sides && shareOf(sides.weights, sides.train);
  const equal = identical.train < identical.weights.length ? shareOf(identical.weights, identical.train) : null;
  const nearer = gower.holdout && nearerToTrain(gower.train, gower.holdout);
  const accuracy = adversarial(train, syntheticToSynthetic);
  const control = holdout && adversarial(holdout, syntheticToSynthetic);
  const rate = (id: string, hits: number): Measure => ({ ...plain(id, hits / identical.n, identical.n), hits });
  const rows: Measure[] = [medianRow("dcr.train", train.reach.first)];
  if (holdout) rows.push(medianRow("dcr.holdout", holdout.reach.first));
  rows.push(medianRow("dcr.real", train.realToReal));
  if (sides) {
    const [first, ...rest] = shareRows("dcr.share", share, n);
    const rule =
      "should not be significantly larger than 50 % with as many outsiders as people in the data; they name no test: here it is the range of dcr.share.null";
    if (first && share)
      rows.push({ ...first, published: { verdict: beyond(share), rule, tool: `${mostly} dcr_share` } });
    else if (first) rows.push(first);
    rows.push(...rest);
  }
  if (holdout) rows.push(plain("nndr.ratio", ratio(train.reach) / ratio(holdout.reach), n));
  const matches = rate("identical.train", identical.hits.train);
  if (!holdout) rows.push(matches);
  else {
    const rule =
      "about as many matches in the training data as in a holdout of the same size; they name no test: here it is the range of identical.share.null";
    rows.push(
      { ...matches, published: { verdict: beyond(equal), rule, tool: `${mostly} ims_training` } },
      rate("identical.holdout", identical.hits.holdout),
      ...shareRows("identical.share", equal, identical.n),
    );
  }
  rows.push(plain("nnaa", accuracy, size, { side: "train" }));
  if (control !== null)
    rows.push(plain("nnaa", control, size, { side: "holdout" }), plain("nnaa.privacy-loss", control - accuracy, size));
  const [made, drawn] = [median(gower.train) / columns, median(gower.random) / columns];
  rows.push(plain("sdmetrics.dcr-baseline", drawn > 0 ? Math.min(1, made / drawn) : Number.NaN, gower.train.length));
  if (nearer !== null) rows.push(plain("sdmetrics.dcr-overfitting", Math.min(1, 2 * (1 - nearer)), gower.train.length));
  return rows;
}
