/** Which columns are secrets, and how they are guessed: what inference and disclosure have in common. */
import { z } from "zod";
import { TelltaleError } from "../../error.ts";
import type { Synthetic } from "../../subject/synthetic.ts";

export const toleranceOption = z
  .number()
  .min(0)
  .max(1)
  .default(0.05)
  .describe("a number is guessed when it is this near to the true one, as a share of the true one");

/** An option that names secrets; `text` says what null means. */
export const secretsOption = (text: string) => z.array(z.string()).min(1).nullable().default(null).describe(text);

/** Those that the option names, else those marked as secrets, else every column. @throws TelltaleError COLUMN_UNKNOWN */
export function candidates(subject: Synthetic, secrets: readonly string[] | null): readonly string[] {
  const named = secrets ?? subject.secrets;
  const unknown = named.find((name) => !subject.columns.includes(name));
  if (unknown !== undefined)
    throw new TelltaleError("COLUMN_UNKNOWN", {
      message: `"${unknown}" is named as a secret, but it is not a column that attacks can use`,
      hint: `Such columns are: ${subject.columns.join(", ")}.`,
    });
  return named.length > 0 ? [...new Set(named)] : subject.columns;
}

/** One value, so that there is nothing to tell (one value and missing is two). */
export function isConstant({ summary }: Synthetic, name: string): boolean {
  const found = summary.columns.find((each) => each.name === name);
  if (!found) return false;
  const missing = Object.values(found.tables).some((table) => table.missing > 0);
  return found.distinct + (missing ? 1 : 0) < 2;
}
