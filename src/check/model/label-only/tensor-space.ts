/** The space of rows of numbers: each in standard deviations of the pool, those that are only 0 or 1 as they are. A model that takes such rows takes any number, so none is rounded. */
import { sizeOf } from "../../../graph/dtype.ts";
import type { Tensors } from "../../../learn/trainers/data.ts";
import type { Space } from "./space.ts";
import { type Spread, spreadOf } from "./spread.ts";

export function tensorSpace(pool: Tensors): Space {
  const { x, shape } = pool;
  const width = sizeOf(shape);
  const spreads = spreadsOf(pool, width);
  const unit = Float64Array.from(spreads, ({ bits, deviation }) => (bits ? 1 : deviation));
  const low = Float64Array.from(spreads, (spread, at) => spread.low / unit[at]!);
  const high = Float64Array.from(spreads, (spread, at) => spread.high / unit[at]!);
  const free = Uint32Array.from([...low.keys()].filter((at) => low[at]! < high[at]!));
  const coordinate = (row: number, at: number): number => x[row * width + at]! / unit[at]!;
  return {
    width,
    blocks: spreads.map(({ bits }, at) => ({ kind: bits ? "bit" : "number", at })),
    low,
    high,
    rounded: false,
    pointOf: (row) => Float64Array.from({ length: width }, (_, at) => coordinate(row, at)),
    free: () => free,
    rowsAt(people, points) {
      const moved = new Float32Array(points.length * width);
      points.forEach((point, i) => {
        const row = people[i]!;
        for (let at = 0; at < width; at++)
          moved[i * width + at] = point[at] === coordinate(row, at) ? x[row * width + at]! : point[at]! * unit[at]!;
      });
      return { kind: "tensors", rows: points.length, shape, x: moved };
    },
  };
}

/** The numbers of an image have one unit, and pixels that hardly ever differ are not to be stretched. */
function spreadsOf({ x, rows, shape }: Tensors, width: number): readonly Spread[] {
  const all = shape.length > 1 ? spreadOf(rows * width, (i) => x[i]!) : null;
  return Array.from({ length: width }, (_, at): Spread => {
    const own = spreadOf(rows, (row) => x[row * width + at]!);
    return all ? { ...own, deviation: all.deviation, bits: all.bits } : own;
  });
}
