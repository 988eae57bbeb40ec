/** `telltale doctor --calibrate`: does the ruler itself work? Played on games with a known answer (risk.md §7), everything seeded. */
import { setImmediate } from "node:timers/promises";
import { bearers } from "./calibrate/bearers.ts";
import { exact } from "./calibrate/exact.ts";
import type { CalibrationLine } from "./calibrate/line.ts";
import { nulls } from "./calibrate/nulls.ts";
import { plantedLeaks } from "./calibrate/planted.ts";
import { scores } from "./calibrate/scores.ts";

export type { CalibrationLine } from "./calibrate/line.ts";

export interface CalibrateOptions {
  /** How often a simulated world is drawn: 4000 for the full check; below 1000 the exact sums are short too. */
  readonly games: number;
  readonly onLine?: (line: CalibrationLine) => void;
  /** Looked at between trials. */
  readonly signal?: AbortSignal;
}

/** Every figure beside the most that right code reaches. Throws the signal's reason when it is aborted. */
export async function calibrate({ games, onLine, signal }: CalibrateOptions): Promise<CalibrationLine[]> {
  const lines: CalibrationLine[] = [];
  for (const trial of [...exact, ...nulls, ...plantedLeaks, ...scores, ...bearers]) {
    await setImmediate(); // so that an abort can arrive
    signal?.throwIfAborted();
    const started = performance.now();
    const found = trial.run(games);
    const seconds = (performance.now() - started) / 1000 / found.length;
    for (const { what, figure, limit } of found) {
      const line = { name: `${trial.name}: ${what}`, figure, limit, ok: figure <= limit, seconds };
      lines.push(line);
      onLine?.(line);
    }
  }
  return lines;
}
