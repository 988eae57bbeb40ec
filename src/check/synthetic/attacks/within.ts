/** How many rows lie within a radius, from the nearest ones alone. */
import type { Neighbours } from "../../../table/nearest.ts";

/** For each person; where all k nearest lie within, k and, as a fraction, how far within the last one lies: the order is that of crowding, and no more rows are looked at. */
export function crowding({ k, distances }: Neighbours, people: number, radius: number): Float64Array {
  return Float64Array.from({ length: people }, (_, i) => {
    const own = distances.subarray(i * k, (i + 1) * k);
    let count = 0;
    while (count < k && own[count]! <= radius) count++;
    return count < k ? count : k + (radius > 0 ? 1 - own[k - 1]! / radius : 1);
  });
}
