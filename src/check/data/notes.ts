/** What must be known to read a finding, and judges nothing. */
import type { Validity } from "../finding.ts";

/** Those that are so. */
export const notes = (said: readonly (readonly [isSo: boolean, code: string, message: string])[]): Validity[] =>
  said.flatMap(([isSo, code, message]) => (isSo ? [note(code, message)] : []));

export const note = (code: string, message: string): Validity => ({ code, message, effect: "note" });
