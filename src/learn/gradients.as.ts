// Gradients and hessians of a loss at the scores, straight into the fixed point of histogram.as.ts; `loss.ts` explains them.

/** e^x to about 1 ulp, in two lanes: x = k ln 2 + r, |r| <= ln 2 / 2, Taylor's series of e^r to r^13 (its rest is below 2^-57). */
function exp(x: v128): v128 {
  const inside = f64x2.max(f64x2.min(x, f64x2.splat(700)), f64x2.splat(-700));
  const k = f64x2.nearest(f64x2.mul(inside, f64x2.splat(1.4426950408889634)));
  // ln 2 in two parts, the first with few digits, so that k times it is exact (Cody & Waite 1980).
  const high = f64x2.sub(inside, f64x2.mul(k, f64x2.splat(6.9314718036912381649e-1)));
  const r = f64x2.sub(high, f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)));
  let sum = f64x2.splat(1.0 / 6227020800.0);
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 479001600.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 39916800.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 3628800.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 362880.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 40320.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 5040.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 720.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 120.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 24.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 6.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.5));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1));
  // 2^k by its bits.
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k));
  return f64x2.mul(sum, i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52));
}

let perGradient: f64 = 1;
let perHessian: f64 = 1;
let bits: i32 = 0;

export function scale(perGradient_: f64, perHessian_: f64, bits_: i32): void {
  perGradient = perGradient_;
  perHessian = perHessian_;
  bits = bits_;
}

function put(to: usize, gradient: f64, hessian: f64): void {
  store<i64>(to, <i64>nearest(gradient * perGradient));
  store<i64>(to, ((<i64>nearest(hessian * perHessian)) << bits) + 1, 8);
}

/** Two classes: `scores` f64, `codes` u8, both with room for an even number of rows, as `to` has. */
export function logistic(scores: usize, codes: usize, n: i32, to: usize): void {
  const one = f64x2.splat(1);
  for (let i = 0; i < n; i += 2) {
    const chance = f64x2.div(one, f64x2.add(one, exp(f64x2.neg(v128.load(scores + ((<usize>i) << 3))))));
    const hessian = f64x2.mul(chance, f64x2.sub(one, chance));
    const at = to + ((<usize>i) << 4);
    put(at, f64x2.extract_lane(chance, 0) - <f64>load<u8>(codes + i), f64x2.extract_lane(hessian, 0));
    put(at + 16, f64x2.extract_lane(chance, 1) - <f64>load<u8>(codes + i, 1), f64x2.extract_lane(hessian, 1));
  }
}

/** Scores of k classes, row after row, to chances; may be in place. Both with room for an even number. */
export function chances(scores: usize, n: i32, k: i32, to: usize): void {
  const bytes = (<usize>k) << 3;
  for (let row = 0; row < n; row++) {
    const from = scores + <usize>row * bytes;
    let most = load<f64>(from);
    for (let c: usize = 8; c < bytes; c += 8) most = max(most, load<f64>(from + c));
    const at = to + <usize>row * bytes;
    for (let c: usize = 0; c < bytes; c += 8) store<f64>(at + c, load<f64>(from + c) - most);
  }
  const end = to + <usize>n * bytes;
  for (let at = to; at < end; at += 16) v128.store(at, exp(v128.load(at)));
  for (let at = to; at < end; at += bytes) {
    let sum: f64 = 0;
    for (let c: usize = 0; c < bytes; c += 8) sum += load<f64>(at + c);
    for (let c: usize = 0; c < bytes; c += 8) store<f64>(at + c, load<f64>(at + c) / sum);
  }
}

/** Chances of two classes from scores; may be in place. */
export function chance(scores: usize, n: i32, to: usize): void {
  const one = f64x2.splat(1);
  for (let i: usize = 0; i < (<usize>n) << 3; i += 16)
    v128.store(to + i, f64x2.div(one, f64x2.add(one, exp(f64x2.neg(v128.load(scores + i))))));
}

/** One of k classes: `codes` i32. */
export function softmax(given: usize, codes: usize, n: i32, k: i32, c: i32, factor: f64, to: usize): void {
  for (let row = 0; row < n; row++) {
    const p = load<f64>(given + ((<usize>row * k + c) << 3));
    const own = <f64>(<i32>(load<i32>(codes + ((<usize>row) << 2)) == c));
    put(to + ((<usize>row) << 4), p - own, factor * p * (1 - p));
  }
}

/** The largest distance of scores from values. */
export function farthest(scores: usize, values: usize, n: i32): f64 {
  let most: f64 = 0;
  for (let i: usize = 0; i < (<usize>n) << 3; i += 8)
    most = max(most, abs(load<f64>(scores + i) - load<f64>(values + i)));
  return most;
}

export function squared(scores: usize, values: usize, n: i32, to: usize): void {
  for (let i = 0; i < n; i++) {
    const at = (<usize>i) << 3;
    put(to + (at << 1), load<f64>(scores + at) - load<f64>(values + at), 1);
  }
}
