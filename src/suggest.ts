/** "Did you mean", or else what there is. */
import { nearest as byDistance } from "./table/near.ts";

/** The known name that was probably meant: a typing mistake away, or the beginning of it. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const begins =
    typed.length > 2 ? known.find((name) => name.toLowerCase().startsWith(typed.toLowerCase())) : undefined;
  return begins ?? byDistance(typed, known) ?? undefined;
}

export function didYouMean(typed: string, known: readonly string[], of: string): string {
  const name = nearest(typed, known);
  return name === undefined ? `The ${of} are: ${known.join(", ")}.` : `Did you mean ${name}?`;
}
