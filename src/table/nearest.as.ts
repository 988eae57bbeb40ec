// The k nearest rows by Gower's or by the (squared) Euclidean distance, exactly, on a tree of 16-row groups; one group is one
// round of 128-bit vectors. Level 0 holds the rows; a node of level l + 1 stands for 16 neighbours of level l by the bounds
// of their values, so that one formula gives both distances (low = high = value) and their lower bounds. All steps (subtract,
// scale, square, clip, add in a fixed order) round monotonically: a bound never exceeds a distance below it, bit for bit, and
// pruning changes nothing. `nearest.ts` lays out the memory and explains the rules.

const MIXED: i8 = -1; // u8 255: the node holds several categories
const MIXED_WIDE: i32 = -2;
const MISSING_WIDE: i32 = -1; // narrow: 0
const FARTHEST: f32 = 1e30; // of one column, squared: sums stay finite

// What is searched. A list of columns has, per column and level, the addresses of its arrays.
let levels: i32, sizes: usize, ranks: usize; // i32[levels]: nodes; address[levels]: lowest rank below each node
let narrow: i32, narrows: usize, wide: i32, wides: usize, numbers: i32, numerics: usize, scales: usize;
let euclidean: bool, holes: usize; // i32[numbers]: not 0 where a row has a missing value
let scratch: usize; // 64 bytes per level
// The query in hand, and the best k so far: a heap of (distance, rank), the worst on top.
let queryNarrow: usize, queryWide: usize, queryNumber: usize;
let k: i32, heapDistance: usize, heapRank: usize;
let worst: f32, worstRank: i32;
let counting: bool, counted: i32;

export function open(
  levels_: i32,
  sizes_: usize,
  ranks_: usize,
  narrow_: i32,
  narrows_: usize,
  wide_: i32,
  wides_: usize,
  numbers_: i32,
  numerics_: usize,
  scales_: usize,
  scratch_: usize,
  euclidean_: bool,
  holes_: usize,
): void {
  levels = levels_;
  sizes = sizes_;
  ranks = ranks_;
  scratch = scratch_;
  narrow = narrow_;
  narrows = narrows_;
  wide = wide_;
  wides = wides_;
  numbers = numbers_;
  numerics = numerics_;
  scales = scales_;
  euclidean = euclidean_;
  holes = holes_;
}

/** `count` queries, each `narrow` bytes, `wide` i32 and `numbers` f32; k distances and ranks of each, nearest first. */
export function search(
  count: i32,
  bytes: usize,
  ints: usize,
  floats: usize,
  k_: i32,
  distances: usize,
  found: usize,
): void {
  k = k_;
  counting = false;
  for (let q = 0; q < count; q++) {
    ask(q, bytes, ints, floats);
    heapDistance = distances + ((<usize>q * k) << 2);
    heapRank = found + ((<usize>q * k) << 2);
    for (let i = 0; i < k; i++) put(i, Infinity, i32.MAX_VALUE);
    worst = Infinity;
    worstRank = i32.MAX_VALUE;
    visit(levels - 1, 0);
    sort();
  }
}

/** For each query the number of rows at `radius` or nearer. */
export function within(count: i32, bytes: usize, ints: usize, floats: usize, radius: f32, counts: usize): void {
  counting = true;
  for (let q = 0; q < count; q++) {
    ask(q, bytes, ints, floats);
    worst = radius;
    worstRank = i32.MAX_VALUE;
    counted = 0;
    visit(levels - 1, 0);
    store<i32>(counts + ((<usize>q) << 2), counted);
  }
}

function ask(q: i32, bytes: usize, ints: usize, floats: usize): void {
  queryNarrow = bytes + <usize>q * narrow;
  queryWide = ints + ((<usize>q * wide) << 2);
  queryNumber = floats + ((<usize>q * numbers) << 2);
}

/** Offers (or counts) the rows below a group, nearest child first, as long as they may be among the best k. */
function visit(level: i32, group: i32): void {
  const bounds = scratch + ((<usize>level) << 6);
  if (!measure(level, group, bounds)) return;
  const first = group << 4;
  const children = min(16, load<i32>(sizes + ((<usize>level) << 2)) - first);
  const lowest = load<usize>(ranks + ((<usize>level) << 2)) + ((<usize>first) << 2);
  if (level == 0) {
    if (counting) {
      for (let i = 0; i < children; i++) counted += i32(load<f32>(bounds + ((<usize>i) << 2)) <= worst);
      return;
    }
    for (let i = 0; i < children; i++)
      offer(load<f32>(bounds + ((<usize>i) << 2)), load<i32>(lowest + ((<usize>i) << 2)));
    return;
  }
  for (let turn = 0; turn < children; turn++) {
    let next = 0;
    let bound: f32 = Infinity;
    for (let i = 0; i < children; i++) {
      const other = load<f32>(bounds + ((<usize>i) << 2));
      if (other < bound) {
        bound = other;
        next = i;
      }
    }
    if (bound > worst || bound == Infinity) return;
    store<f32>(bounds + ((<usize>next) << 2), Infinity);
    // At the same distance the lower rank wins: a node of higher ranks only cannot improve anything.
    if (bound < worst || load<i32>(lowest + ((<usize>next) << 2)) < worstRank) visit(level - 1, first + next);
  }
}

/** Lower bounds of 16 nodes (distances of 16 rows) to the query; false if none is as good as the worst of the best k. */
function measure(level: i32, group: i32, bounds: usize): bool {
  const first = (<usize>group) << 4;
  let matches = i8x16.splat(0); // minus what equal (and missing) categories take from the most that columns can count
  for (let c = 0; c < narrow; c++) {
    const codes = v128.load(load<usize>(narrows + ((<usize>(c * levels + level)) << 2)) + first);
    const code = load<i8>(queryNarrow + c);
    const same = v128.or(i8x16.eq(codes, i8x16.splat(code)), i8x16.eq(codes, i8x16.splat(MIXED)));
    matches = i8x16.add(matches, same);
    if (euclidean)
      matches = i8x16.add(matches, code == 0 ? i8x16.splat(-1) : v128.or(same, i8x16.eq(codes, i8x16.splat(0))));
  }
  const differ = i8x16.add(matches, i8x16.splat(<i8>(euclidean ? 2 * narrow : narrow))); // modulo 256; at most 255
  if (worst < 255 && !v128.any_true(i8x16.le_u(differ, i8x16.splat(<i8>(<i32>worst))))) return false;
  const low = i16x8.extend_low_i8x16_u(differ);
  const high = i16x8.extend_high_i8x16_u(differ);
  let n0 = i32x4.extend_low_i16x8_u(low),
    n1 = i32x4.extend_high_i16x8_u(low);
  let n2 = i32x4.extend_low_i16x8_u(high),
    n3 = i32x4.extend_high_i16x8_u(high);
  for (let c = 0; c < wide; c++) {
    const codes = load<usize>(wides + ((<usize>(c * levels + level)) << 2)) + (first << 2);
    const query = v128.load32_splat(queryWide + ((<usize>c) << 2));
    n0 = i32x4.add(n0, differs(v128.load(codes), query));
    n1 = i32x4.add(n1, differs(v128.load(codes, 16), query));
    n2 = i32x4.add(n2, differs(v128.load(codes, 32), query));
    n3 = i32x4.add(n3, differs(v128.load(codes, 48), query));
  }
  let d0 = f32x4.convert_i32x4_s(n0),
    d1 = f32x4.convert_i32x4_s(n1);
  let d2 = f32x4.convert_i32x4_s(n2),
    d3 = f32x4.convert_i32x4_s(n3);
  for (let c = 0; c < numbers; c++) {
    const place = numerics + <usize>(c * levels + level) * 12;
    const value = load<f32>(queryNumber + ((<usize>c) << 2));
    if (value != value) {
      // A missing value is at 0 from a missing one and at 1 from any other: `present` is NaN where a missing one is below.
      const present = load<usize>(place, 8) + (first << 2);
      d0 = f32x4.add(d0, one(v128.load(present)));
      d1 = f32x4.add(d1, one(v128.load(present, 16)));
      d2 = f32x4.add(d2, one(v128.load(present, 32)));
      d3 = f32x4.add(d3, one(v128.load(present, 48)));
    } else {
      const lows = load<usize>(place) + (first << 2);
      const highs = load<usize>(place, 4) + (first << 2);
      const query = f32x4.splat(value);
      const scale = v128.load32_splat(scales + ((<usize>c) << 2));
      if (euclidean) {
        const present = load<i32>(holes + ((<usize>c) << 2)) != 0 ? load<usize>(place, 8) + (first << 2) : 0;
        d0 = f32x4.add(d0, squared(outside(v128.load(lows), v128.load(highs), query, scale), limit(present)));
        d1 = f32x4.add(
          d1,
          squared(outside(v128.load(lows, 16), v128.load(highs, 16), query, scale), limit(present, 16)),
        );
        d2 = f32x4.add(
          d2,
          squared(outside(v128.load(lows, 32), v128.load(highs, 32), query, scale), limit(present, 32)),
        );
        d3 = f32x4.add(
          d3,
          squared(outside(v128.load(lows, 48), v128.load(highs, 48), query, scale), limit(present, 48)),
        );
        continue;
      }
      d0 = f32x4.add(d0, gap(v128.load(lows), v128.load(highs), query, scale));
      d1 = f32x4.add(d1, gap(v128.load(lows, 16), v128.load(highs, 16), query, scale));
      d2 = f32x4.add(d2, gap(v128.load(lows, 32), v128.load(highs, 32), query, scale));
      d3 = f32x4.add(d3, gap(v128.load(lows, 48), v128.load(highs, 48), query, scale));
    }
  }
  const best = f32x4.splat(worst);
  const near = v128.or(
    v128.or(f32x4.le(d0, best), f32x4.le(d1, best)),
    v128.or(f32x4.le(d2, best), f32x4.le(d3, best)),
  );
  if (!v128.any_true(near)) return false;
  v128.store(bounds, d0);
  v128.store(bounds, d1, 16);
  v128.store(bounds, d2, 32);
  v128.store(bounds, d3, 48);
  return true;
}

function differs(codes: v128, query: v128): v128 {
  const same = v128.or(i32x4.eq(codes, query), i32x4.eq(codes, i32x4.splat(MIXED_WIDE)));
  if (!euclidean) return i32x4.add(same, i32x4.splat(1));
  const missing = i32x4.eq(codes, i32x4.splat(MISSING_WIDE));
  const again = i32x4.extract_lane(query, 0) == MISSING_WIDE ? i32x4.splat(-1) : v128.or(same, missing);
  return i32x4.add(i32x4.add(same, again), i32x4.splat(2));
}

// The distance of a query to the interval [low, high], in ranges, at most 1. NaN (a missing value) gives 1: pmin(1, NaN) = 1.
function gap(low: v128, high: v128, query: v128, scale: v128): v128 {
  return f32x4.pmin(f32x4.splat(1), outside(low, high, query, scale));
}

// The same without an end, in the units of the scale; NaN for NaN.
function outside(low: v128, high: v128, query: v128, scale: v128): v128 {
  const apart = f32x4.pmax(f32x4.sub(low, query), f32x4.sub(query, high));
  return f32x4.mul(f32x4.pmax(apart, f32x4.splat(0)), scale);
}

function squared(apart: v128, most: v128): v128 {
  return f32x4.pmin(most, f32x4.mul(apart, apart));
}

// The most that a squared difference can count: 1 where a value is missing below the node, which is at 1 from the query.
function limit(present: usize, at: usize = 0): v128 {
  if (present == 0) return f32x4.splat(FARTHEST);
  const values = v128.load(present + at);
  return v128.bitselect(f32x4.splat(FARTHEST), f32x4.splat(1), f32x4.eq(values, values));
}

// 1 where there is a value, 0 where there is NaN.
function one(present: v128): v128 {
  return v128.and(f32x4.eq(present, present), f32x4.splat(1));
}

function put(i: i32, distance: f32, rank: i32): void {
  store<f32>(heapDistance + ((<usize>i) << 2), distance);
  store<i32>(heapRank + ((<usize>i) << 2), rank);
}

function offer(distance: f32, rank: i32): void {
  if (distance > worst || (distance == worst && rank >= worstRank)) return;
  sink(k, distance, rank);
  worst = load<f32>(heapDistance);
  worstRank = load<i32>(heapRank);
}

/** Replaces the top of a heap of `size` and lets it sink to its place. */
function sink(size: i32, distance: f32, rank: i32): void {
  let hole = 0;
  for (let child = 1; child < size; child = 2 * hole + 1) {
    if (
      child + 1 < size &&
      worse(child + 1, load<f32>(heapDistance + ((<usize>child) << 2)), load<i32>(heapRank + ((<usize>child) << 2)))
    )
      child++;
    if (!worse(child, distance, rank)) break;
    put(hole, load<f32>(heapDistance + ((<usize>child) << 2)), load<i32>(heapRank + ((<usize>child) << 2)));
    hole = child;
  }
  put(hole, distance, rank);
}

function worse(i: i32, distance: f32, rank: i32): bool {
  const other = load<f32>(heapDistance + ((<usize>i) << 2));
  return other > distance || (other == distance && load<i32>(heapRank + ((<usize>i) << 2)) > rank);
}

/** Heap sort: nearest first. */
function sort(): void {
  for (let last = k - 1; last > 0; last--) {
    const distance = load<f32>(heapDistance + ((<usize>last) << 2));
    const rank = load<i32>(heapRank + ((<usize>last) << 2));
    put(last, load<f32>(heapDistance), load<i32>(heapRank));
    sink(last, distance, rank);
  }
}
