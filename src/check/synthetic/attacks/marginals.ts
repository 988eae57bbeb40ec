/** `marginals`: is the person's combination of a few values commoner in the synthetic table than among others? */
import { sample, stream } from "../../../stats/stream.ts";
import { column } from "../../../table/columns.ts";
import type { Table } from "../../../table/types.ts";
import type { TableAttack } from "./attack.ts";
import { type Bins, binsOf } from "./bins.ts";

const most = 10;

export const marginals: TableAttack = {
  id: "marginals",
  reference: true,
  how: "the mean of log p_S − log p_R over the two- and three-way marginals of the most associated columns (at most 10 bins a column; half a row is added to every cell)",
  source: {
    text: "Golob et al. 2024, Privacy Vulnerabilities in Marginals-based Synthetic Data (MAMA-MIA)",
    url: "https://arxiv.org/abs/2410.05506",
  },
  learn({ synthetic, reference, columns, seed }) {
    if (!reference) throw new Error("marginals compares with a reference");
    const bins = columns.map((name) => binsOf(column(synthetic, name), most));
    const draw = (rows: number, name: string): Uint32Array =>
      sample(rows, mostRows, stream(seed, "synthetic/membership", "marginals", name));
    const made = binned(synthetic, bins, draw(synthetic.rows, "synthetic"));
    const others = binned(reference, bins, draw(reference.rows, "reference"));
    const few = sample(made[0]?.length ?? 0, rowsToLookAt(columns.length), stream(seed, "synthetic/membership", "few"));
    const sets = associated(
      made.map((codes) => Uint8Array.from(few, (row) => codes[row]!)),
      bins,
    );
    const ratios = sets.map((set) => logRatios(set, { made, others, bins }));
    return ({ table, rows: people }) => {
      const codes = binned(table, bins, people);
      return Float64Array.from(people, (_, i) => {
        let sum = 0;
        sets.forEach((set, s) => (sum += ratios[s]![cellOf(set, codes, bins, i)]!));
        return sets.length > 0 ? sum / sets.length : 0;
      });
    };
  },
};

/** More rows of a table make its marginals hardly better. */
const mostRows = 200_000;
/** Enough to find what is associated, and not more than a second's work for 300 columns. */
const rowsToLookAt = (columns: number): number => Math.max(500, Math.min(10_000, Math.floor(1e8 / columns ** 2)));

/** Column by column, the bin of each row. */
function binned(table: Table, bins: readonly Bins[], rows: Uint32Array): Uint8Array[] {
  return bins.map((bin) => {
    const from = column(table, bin.name);
    return Uint8Array.from(rows, (row) => bin.of(from, row));
  });
}

function cellOf(set: readonly number[], codes: readonly Uint8Array[], bins: readonly Bins[], row: number): number {
  let cell = 0;
  for (const at of set) cell = cell * bins[at]!.count + codes[at]![row]!;
  return cell;
}

/** Pairs of columns with the largest mutual information, two for each column, and as many triples made of such pairs. */
function associated(codes: readonly Uint8Array[], bins: readonly Bins[]): number[][] {
  const count = bins.length;
  const information = bins.map((a, i) =>
    bins.map((b, j) => (j < i ? mutualInformation([codes[i]!, a.count], [codes[j]!, b.count]) : 0)),
  );
  const between = (i: number, j: number): number => information[Math.max(i, j)]![Math.min(i, j)]!;
  const pairs = bins
    .flatMap((_, i) => bins.slice(0, i).map((__, j) => [j, i] as const))
    .toSorted((a, b) => between(...b) - between(...a))
    .slice(0, 2 * count);
  const triples = new Map<string, number[]>();
  for (const [i, j] of pairs) {
    const others = [...bins.keys()].filter((at) => at !== i && at !== j);
    const [third] = others.toSorted((a, b) => between(b, i) + between(b, j) - between(a, i) - between(a, j));
    if (third === undefined) continue;
    const triple = [i, j, third].toSorted((a, b) => a - b);
    triples.set(triple.join(), triple);
  }
  return [...pairs.map((pair) => [...pair]), ...triples.values()];
}

type Binned = readonly [codes: Uint8Array, count: number];

/** In nats, less what chance alone makes of it (Miller 1955). */
function mutualInformation([a, na]: Binned, [b, nb]: Binned): number {
  const joint = new Float64Array(na * nb);
  for (let row = 0; row < a.length; row++) joint[a[row]! * nb + b[row]!]!++;
  const [ofA, ofB] = [new Float64Array(na), new Float64Array(nb)];
  joint.forEach((n, cell) => {
    ofA[Math.floor(cell / nb)]! += n;
    ofB[cell % nb]! += n;
  });
  const n = a.length;
  let sum = 0;
  joint.forEach((count, cell) => {
    if (count > 0) sum += (count / n) * Math.log((count * n) / (ofA[Math.floor(cell / nb)]! * ofB[cell % nb]!));
  });
  const seen = (of: Float64Array): number => of.filter((count) => count > 0).length;
  return sum - ((seen(ofA) - 1) * (seen(ofB) - 1)) / (2 * n);
}

/** log p_S - log p_R of every cell, with half a row more in each (Krichevsky & Trofimov 1981). */
function logRatios(
  set: readonly number[],
  {
    made,
    others,
    bins,
  }: { readonly made: readonly Uint8Array[]; readonly others: readonly Uint8Array[]; readonly bins: readonly Bins[] },
): Float64Array {
  const cells = set.reduce((product, at) => product * bins[at]!.count, 1);
  const logs = (codes: readonly Uint8Array[]): Float64Array => {
    const counts = new Float64Array(cells);
    const rows = codes[0]!.length;
    for (let row = 0; row < rows; row++) counts[cellOf(set, codes, bins, row)]!++;
    return counts.map((count) => Math.log((count + 0.5) / (rows + 0.5 * cells)));
  };
  const against = logs(others);
  return logs(made).map((log, cell) => log - against[cell]!);
}
