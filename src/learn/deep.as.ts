// The best cut of a node by one column, for trees grown in full; `deep.ts` lays out the memory and explains what is best.
// A row has a record of two f64: how often it was drawn, and the number to learn (with more than two classes: its class). A bin has three and more: that weight, the sum of the numbers (unused with classes), the count of rows, and the
// weights by class.

let cells: usize, width: usize, sizes: usize; // u8 bins, row after row; u32 bins by column
let rows: usize, spare: usize, records: usize;
let classes: i32; // 0: numbers
let histogram: usize, stride: usize, seen: usize; // seen: u32 bins that the node has rows in
let node: usize, left: usize, right: usize; // the node as a bin; f64 by class
let minLeaf: i32;
let found: usize; // f64: score, low, high

export function open(
  cells_: usize,
  width_: usize,
  sizes_: usize,
  rows_: usize,
  spare_: usize,
  records_: usize,
  classes_: i32,
  histogram_: usize,
  seen_: usize,
  node_: usize,
  left_: usize,
  right_: usize,
  minLeaf_: i32,
  found_: usize,
): void {
  cells = cells_;
  width = width_;
  sizes = sizes_;
  rows = rows_;
  spare = spare_;
  records = records_;
  classes = classes_;
  stride = (<usize>classes_ + 3) << 3;
  histogram = histogram_;
  seen = seen_;
  node = node_;
  left = left_;
  right = right_;
  minLeaf = minLeaf_;
  found = found_;
}

function add(bin: usize, record: usize): void {
  const weighted = f64x2.replace_lane(v128.load64_splat(record), 0, 1); // 1, weight
  v128.store(bin, f64x2.add(v128.load(bin), f64x2.mul(v128.load(record), weighted)));
  store<f64>(bin, load<f64>(bin, 16) + 1, 16);
  if (classes > 0) {
    const at = bin + ((<usize>load<f64>(record, 8)) << 3);
    store<f64>(at, load<f64>(at, 24) + load<f64>(record), 24);
  }
}

/** Sums up a node; false if there is nothing to tell apart. */
export function enter(start: i32, end: i32): bool {
  memory.fill(node, 0, stride);
  let pure = true;
  const first = records + ((<usize>load<u32>(rows + ((<usize>start) << 2))) << 4);
  const number = load<f64>(first, 8);
  for (let i = start; i < end; i++) {
    const record = records + ((<usize>load<u32>(rows + ((<usize>i) << 2))) << 4);
    add(node, record);
    pure = pure && load<f64>(record, 8) == number;
  }
  return !pure;
}

/** Sums by bin of the column; gives how many bins the node has rows in, listed lowest first. */
function collect(column: usize, start: i32, end: i32): i32 {
  let bins = 0;
  for (let i = start; i < end; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2));
    const bin = <u32>load<u8>(cells + row * width + column);
    const at = histogram + <usize>bin * stride;
    if (load<f64>(at, 16) == 0) {
      store<u32>(seen + ((<usize>bins) << 2), bin);
      bins++;
    }
    add(at, records + (row << 4));
  }
  if (bins > 24) {
    bins = 0;
    const size = load<u32>(sizes + (column << 2));
    for (let bin: u32 = 0; bin < size; bin++)
      if (load<f64>(histogram + <usize>bin * stride, 16) > 0) {
        store<u32>(seen + ((<usize>bins) << 2), bin);
        bins++;
      }
    return bins;
  }
  for (let i = 1; i < bins; i++) {
    const bin = load<u32>(seen + ((<usize>i) << 2));
    let place = seen + ((<usize>i) << 2);
    for (; place > seen && load<u32>(place - 4) > bin; place -= 4) store<u32>(place, load<u32>(place - 4));
    store<u32>(place, bin);
  }
  return bins;
}

/** Writes the best cut, if its score is above `least`; false if there is no such cut. */
export function cut(column: usize, start: i32, end: i32, least: f64): bool {
  const bins = collect(column, start, end);
  const better = bins > 1 && scan(bins, end - start, least);
  for (let i = 0; i < bins; i++)
    memory.fill(histogram + <usize>load<u32>(seen + ((<usize>i) << 2)) * stride, 0, stride);
  return better;
}

/** What is missing (bin 0) is tried on the left, then on the right. */
function scan(bins: i32, count: i32, least: f64): bool {
  const missing = load<u32>(seen) == 0;
  const all = load<f64>(node);
  let best = least;
  let better = false;
  for (let low = missing ? 0 : 1; low < 2; low++) {
    let weight: f64 = 0;
    let sum: f64 = 0;
    let n = 0;
    let squaresLeft: f64 = 0;
    let squaresRight: f64 = 0;
    for (let k = 0; k < classes; k++) {
      const at = (<usize>k) << 3;
      const whole = load<f64>(node + at, 24);
      store<f64>(left + at, 0);
      store<f64>(right + at, whole);
      squaresRight += whole * whole;
    }
    const apart = missing && low == 1;
    const last = apart ? bins : bins - 1; // with the missing on the right the last bin may end the left side, too
    for (let i = apart ? 1 : 0; i < last; i++) {
      const bin = load<u32>(seen + ((<usize>i) << 2));
      const at = histogram + <usize>bin * stride;
      weight += load<f64>(at);
      n += <i32>load<f64>(at, 16);
      if (classes == 0) {
        sum += load<f64>(at, 8);
        const rest = load<f64>(node, 8) - sum;
        squaresLeft = sum * sum;
        squaresRight = rest * rest;
      } else
        for (let k = 0; k < classes; k++) {
          const c = (<usize>k) << 3;
          const own = load<f64>(at + c, 24);
          if (own == 0) continue;
          const l = load<f64>(left + c);
          const r = load<f64>(right + c);
          squaresLeft += own * (2 * l + own); // (x + s)^2 - x^2
          squaresRight -= own * (2 * r - own);
          store<f64>(left + c, l + own);
          store<f64>(right + c, r - own);
        }
      if (n < minLeaf || count - n < minLeaf) continue;
      const score = squaresLeft / weight + squaresRight / (all - weight);
      if (score <= best) continue;
      best = score;
      better = true;
      const next = i + 1 < bins ? load<u32>(seen + ((<usize>(i + 1)) << 2)) : bin + 1;
      store<f64>(found, score);
      // Nothing was missing: what is missing later goes where most went.
      store<f64>(found, !missing && 2 * n >= count ? 0 : <f64>low, 8);
      // Half way between the bins: what lies between them was in none of the node's rows.
      store<f64>(found, <f64>(bin + ((next - bin - 1) >> 1)), 16);
    }
  }
  return better;
}

/** Rows with bins from `low` to `high` come first, in their order. Gives where the others start. */
export function part(column: usize, start: i32, end: i32, low: u32, high: u32): i32 {
  let first = rows + ((<usize>start) << 2);
  let second = spare;
  const stop = rows + ((<usize>end) << 2);
  for (let at = first; at < stop; at += 4) {
    const row = load<u32>(at);
    const goes = <usize>(<u32>load<u8>(cells + <usize>row * width + column) - low <= high - low);
    store<u32>(first, row);
    store<u32>(second, row);
    first += goes << 2;
    second += (1 - goes) << 2;
  }
  memory.copy(first, spare, second - spare);
  return <i32>((first - rows) >> 2);
}
