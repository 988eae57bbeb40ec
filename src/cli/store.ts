/** Which store a verb without a configuration means. */
import type { Flags } from "../config/flags.ts";

export const storeOf = (flags: Flags): string =>
  flags["store"]?.at(-1) ?? (process.env["TELLTALE_STORE"] || ".telltale");
