/** What can be wrong with answers in a file, whatever its form. */
import { TelltaleError } from "../../error.ts";

export const wrongLength = (what: string, count: number, other: string, rows: number): TelltaleError =>
  new TelltaleError("PREDICTIONS_LENGTH", {
    message: `${what} has answers for ${count} people, and ${other} has ${rows} rows`,
    hint: "Give one row of answers for each row of train, then of the holdout, in the same order.",
  });

export const isEmpty = (what: string, part: string): TelltaleError =>
  new TelltaleError("PREDICTIONS_EMPTY", {
    message: `${what} has no answers for people of ${part}`,
    hint: "Give answers for people in the data (train) and for people who are not (holdout), with their labels.",
  });
