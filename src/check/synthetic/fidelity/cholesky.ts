/** Small systems of linear equations with a symmetric, positive matrix. */

/**
 * The factor L of a = L L', row after row; a column that depends on those before it gets a diagonal of 0 and is left out.
 * `a` (size x size, its lower half is read) is overwritten.
 */
export function factor(a: Float64Array, size: number, tolerance = 1e-9): Float64Array {
  for (let j = 0; j < size; j++) {
    const whole = a[j * size + j]!;
    let pivot = whole;
    for (let k = 0; k < j; k++) pivot -= a[j * size + k]! ** 2;
    const root = pivot > tolerance * whole ? Math.sqrt(pivot) : 0;
    a[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      a[i * size + j] = root > 0 ? sum / root : 0;
    }
  }
  return a;
}

/** x with L L' x = b; 0 where the column was left out. */
export function solve(l: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * size + k]! * x[k]!;
    x[i] = l[i * size + i]! > 0 ? x[i]! / l[i * size + i]! : 0;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= l[k * size + i]! * x[k]!;
    x[i] = l[i * size + i]! > 0 ? x[i]! / l[i * size + i]! : 0;
  }
  return x;
}
