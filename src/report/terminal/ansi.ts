/** Colours of a terminal; without colour every function gives its text back. */
import type { Tone } from "../words/verdict.ts";

export interface Paint {
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly tone: (tone: Tone, text: string) => string;
}

const codes: { readonly [T in Tone]: number } = { leak: 31, err: 31, open: 33, ok: 36, acc: 35, na: 90, diag: 90 };

export function ansi(colour: boolean): Paint {
  const sgr = (on: number, off: number) => (text: string) =>
    colour && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { strong: sgr(1, 22), dim: sgr(90, 39), tone: (tone, text) => sgr(codes[tone], 39)(text) };
}
