// Sums of gradients by bin, the inner loop of gradient boosting on histograms. `board.ts` lays out the memory.
// Gradients and hessians are whole numbers (fixed point), so that a sum is exact, whatever the order of the rows, and a
// sibling's histogram is its parent's less the other's. A sum is a pair of i64: the gradients; and the hessians above the
// count of rows, which takes the lowest `bits` bits. Two lanes of one vector: one addition a cell.

/** Adds the `count` listed rows to the histogram of a block of columns; `cells`: u16 bins of the block, `width` a row. */
export function add(histogram: usize, cells: usize, width: usize, rows: usize, count: i32, sums: usize): void {
  const fours = width >> 2;
  const rest = width & 3;
  const end = rows + ((<usize>count) << 2);
  for (let at = rows; at < end; at += 4) {
    const row = <usize>load<u32>(at);
    const sum = v128.load(sums + (row << 4));
    let cell = cells + ((row * width) << 1);
    for (let i: usize = 0; i < fours; i++) {
      const four = load<u64>(cell);
      cell += 8;
      const a = histogram + <usize>((four & 0xffff) << 4);
      const b = histogram + <usize>(((four >> 16) & 0xffff) << 4);
      const c = histogram + <usize>(((four >> 32) & 0xffff) << 4);
      const d = histogram + <usize>((four >> 48) << 4);
      v128.store(a, i64x2.add(v128.load(a), sum));
      v128.store(b, i64x2.add(v128.load(b), sum));
      v128.store(c, i64x2.add(v128.load(c), sum));
      v128.store(d, i64x2.add(v128.load(d), sum));
    }
    for (let i: usize = 0; i < rest; i++) {
      const a = histogram + ((<usize>load<u16>(cell)) << 4);
      cell += 2;
      v128.store(a, i64x2.add(v128.load(a), sum));
    }
  }
}

/** The sum of the listed rows, as a histogram of one bin. */
export function total(to: usize, rows: usize, count: i32, sums: usize): void {
  let sum = i64x2.splat(0);
  for (let i = 0; i < count; i++)
    sum = i64x2.add(sum, v128.load(sums + ((<usize>load<u32>(rows + ((<usize>i) << 2))) << 4)));
  v128.store(to, sum);
}

export function clear(histogram: usize, bins: i32): void {
  memory.fill(histogram, 0, (<usize>bins) << 4);
}

/** The parent's histogram becomes the other child's. */
export function subtract(parent: usize, child: usize, bins: i32): void {
  const end = parent + ((<usize>bins) << 4);
  for (; parent < end; parent += 16, child += 16) v128.store(parent, i64x2.sub(v128.load(parent), v128.load(child)));
}

/** As doubles (gradient, hessian, count), three a bin. */
export function read(histogram: usize, bins: i32, to: usize, gradient: f64, hessian: f64, bits: i32): void {
  const mask = ((<i64>1) << bits) - 1;
  for (let i = 0; i < bins; i++, histogram += 16, to += 24) {
    const low = load<i64>(histogram, 8);
    store<f64>(to, <f64>load<i64>(histogram) * gradient);
    store<f64>(to, <f64>(low >> bits) * hessian, 8);
    store<f64>(to, <f64>(low & mask), 16);
  }
}

/** Parts the listed rows, in their order: those whose cell `left` (a byte by bin of the block) names come first. Gives how many. */
export function part(rows: usize, count: i32, cell: usize, stride: usize, left: usize, spare: usize): i32 {
  let first = rows,
    second = spare;
  const end = rows + ((<usize>count) << 2);
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at);
    const goes = <usize>load<u8>(left + <usize>load<u16>(cell + <usize>row * stride));
    store<u32>(first, row);
    store<u32>(second, row);
    first += goes << 2;
    second += (1 - goes) << 2;
  }
  memory.copy(first, spare, second - spare);
  return <i32>((first - rows) >> 2);
}
