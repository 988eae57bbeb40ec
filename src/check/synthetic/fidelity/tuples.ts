/** Which pairs and triples of columns are counted: all, or a random sample by name where there are too many. */
import { stream } from "../../../stats/stream.ts";

/** Rising numbers below `of`, `size` at a time; `most` tuples at most. */
export function tuples(of: number, size: 2 | 3, { most, seed }: { most: number; seed: number }): number[][] {
  const all = size === 2 ? (of * (of - 1)) / 2 : (of * (of - 1) * (of - 2)) / 6;
  if (all <= most) return every(of, size);
  const found = new Map<string, number[]>();
  const s = stream(seed, "synthetic/fidelity", "tuples", size);
  while (found.size < most) {
    const drawn = new Set<number>();
    while (drawn.size < size) drawn.add(s.int(of));
    const tuple = [...drawn].toSorted((a, b) => a - b);
    found.set(tuple.join(), tuple);
  }
  return [...found.values()];
}

function every(of: number, size: 2 | 3): number[][] {
  const found: number[][] = [];
  for (let i = 0; i < of; i++)
    for (let j = i + 1; j < of; j++)
      if (size === 2) found.push([i, j]);
      else for (let k = j + 1; k < of; k++) found.push([i, j, k]);
  return found;
}
