/** How the rows of an epoch fall into steps, and steps into runs of the engine. */
import type { Network } from "../networks/network.ts";

/** Steps `from` to `from + steps` of an epoch, each of `batch` rows. */
export interface Part {
  readonly from: number;
  readonly steps: number;
  readonly batch: number;
}
export interface Epoch {
  readonly parts: readonly Part[];
  readonly steps: number;
  /** Rows of a step, but for the last one. */
  readonly batch: number;
}

/**
 * The last step has the rows that remain. Networks without batch norm have it filled up with rows of weight 0. Batch norm would count those: it takes a
 * smaller batch, or none where a single row remains, whose variance would be zero.
 */
export function epochOf(rows: number, asked: number, { running }: Pick<Network, "running">, most = Infinity): Epoch {
  const batch = Math.min(rows, asked);
  if (running.length === 0) {
    const steps = Math.ceil(rows / batch);
    return { parts: split(0, steps, batch, most), steps, batch };
  }
  const full = Math.floor(rows / batch);
  const rest = rows - full * batch;
  const last = rest > 1 ? [{ from: full, steps: 1, batch: rest }] : [];
  return { parts: [...split(0, full, batch, most), ...last], steps: full + last.length, batch };
}

/** In parts of at most so many steps, as equal as can be. */
export function split(from: number, steps: number, batch: number, most: number): readonly Part[] {
  const parts = Math.max(1, Math.ceil(steps / Math.max(1, most)));
  const edge = (i: number): number => from + Math.round((steps * i) / parts);
  return Array.from({ length: parts }, (_, i) => ({ from: edge(i), steps: edge(i + 1) - edge(i), batch })).filter(
    (part) => part.steps > 0,
  );
}

/** Models that take the same steps: numbers of members by what their epochs look like. */
export function alike(
  sizes: readonly number[],
  network: Pick<Network, "running">,
  batch: number,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  sizes.forEach((size, k) => {
    const key = JSON.stringify(epochOf(size, batch, network));
    const found = groups.get(key);
    if (found) found.push(k);
    else groups.set(key, [k]);
  });
  return [...groups.values()];
}
