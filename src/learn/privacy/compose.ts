/** The sum of many independent privacy losses, by the discrete Fourier transform. */
import FFT from "fft.js";
import type { GridLoss } from "./discretise.ts";

/** Part of the line on which the sum is read; what lies outside comes back in circles, so hardly anything may. */
export interface Window {
  /** Index of the first grid point. */
  readonly from: number;
  /** A power of two. */
  readonly size: number;
}

/**
 * The masses of the sums of `steps` copies of each of two losses on the same grid, in the window. Two real signals are
 * transformed as one complex one.
 */
export function composeTwo(
  [a, b]: readonly [GridLoss, GridLoss],
  { steps, window }: { readonly steps: number; readonly window: Window },
): readonly [Float64Array, Float64Array] {
  const { size } = window;
  const fft = new FFT(size);
  const signal = new Float64Array(2 * size);
  fold(signal, a, 0);
  fold(signal, b, 1);
  const spectrum = new Float64Array(2 * size);
  fft.transform(spectrum, signal);
  powers(spectrum, { steps, size });
  fft.inverseTransform(signal, spectrum);
  const start = modulo(window.from, size);
  const part = (offset: 0 | 1): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => signal[2 * ((start + i) % size) + offset]!);
  return [part(0), part(1)];
}

function fold(signal: Float64Array, { mass, from }: GridLoss, offset: 0 | 1): void {
  const size = signal.length / 2;
  let place = modulo(from, size);
  for (let i = 0; i < mass.length; i++) {
    signal[2 * place + offset]! += mass[i]!;
    if (++place === size) place = 0;
  }
}

const modulo = (i: number, size: number): number => ((i % size) + size) % size;

/** Z = A + iB with A and B of real signals becomes A^steps + i B^steps. */
function powers(z: Float64Array, { steps, size }: { readonly steps: number; readonly size: number }): void {
  const a: Complex = [0, 0];
  const b: Complex = [0, 0];
  for (let k = 0; 2 * k <= size; k++) {
    const here = 2 * k;
    const there = 2 * ((size - k) % size);
    const [re, im, reThere, imThere] = [z[here]!, z[here + 1]!, z[there]!, z[there + 1]!];
    [a[0], a[1]] = [(re + reThere) / 2, (im - imThere) / 2];
    [b[0], b[1]] = [(im + imThere) / 2, (reThere - re) / 2];
    raise(a, steps);
    raise(b, steps);
    [z[there], z[there + 1]] = [a[0] + b[1], b[0] - a[1]];
    [z[here], z[here + 1]] = [a[0] - b[1], a[1] + b[0]];
  }
}

type Complex = [re: number, im: number];

/** z^steps, in place, by repeated squaring; 0 once it is too small to matter. */
function raise(z: Complex, steps: number): void {
  let [re, im] = z;
  let [productRe, productIm] = [1, 0];
  for (let rest = steps; ;) {
    if (rest % 2 === 1) [productRe, productIm] = [productRe * re - productIm * im, productRe * im + productIm * re];
    rest = Math.floor(rest / 2);
    if (rest === 0) break;
    [re, im] = [re * re - im * im, 2 * re * im];
    if (re * re + im * im < 1e-60) {
      [productRe, productIm] = [0, 0];
      break;
    }
  }
  z[0] = productRe;
  z[1] = productIm;
}
