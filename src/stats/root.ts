/** Where a function changes sign. */

/**
 * The root of f between a and b, where f(a) and f(b) have different signs: Chandrupatla 1997 (inverse quadratic steps
 * where they are safe, bisection elsewhere), to the last digits of a double.
 */
export function rootBetween(f: (x: number) => number, a: number, b: number): number {
  let [x1, f1] = [b, f(b)];
  let [x2, f2] = [a, f(a)];
  let share = 0.5;
  for (let step = 0; step < 200; step++) {
    const x = x1 + share * (x2 - x1);
    const fx = f(x);
    let [x3, f3] = [x1, f1];
    if (fx > 0 !== f1 > 0) {
      [x3, f3] = [x2, f2];
      [x2, f2] = [x1, f1];
    }
    [x1, f1] = [x, fx];
    const best = Math.abs(f2) < Math.abs(f1) ? x2 : x1;
    const least = (2e-16 * Math.abs(best) + 1e-300) / Math.abs(x2 - x1);
    if (f1 === 0 || f2 === 0 || !(least < 0.5)) return best;
    const place = (x1 - x2) / (x3 - x2);
    const height = (f1 - f2) / (f3 - f2);
    const safe = height * height < place && (1 - height) * (1 - height) < 1 - place;
    share = safe
      ? (f1 / (f2 - f1)) * (f3 / (f2 - f3)) + ((x3 - x1) / (x2 - x1)) * (f1 / (f3 - f1)) * (f2 / (f3 - f2))
      : 0.5;
    share = Math.min(1 - least, Math.max(least, share));
  }
  return x1;
}
