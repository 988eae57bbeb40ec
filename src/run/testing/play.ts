/** What a session computes: three quick tasks, a large output, and two that wait for the file `gate`. */
import type { Computer } from "../compute.ts";
import { blocking, square, waves } from "./works.ts";

export interface Parameters {
  readonly log: string;
  readonly gate: string;
  readonly size: number;
}

export async function play({ compute }: Computer, { log, gate, size }: Parameters): Promise<readonly number[]> {
  const squares = await compute(
    square,
    [1, 2, 3].map((n) => ({ log, n })),
  );
  await compute(waves, [{ n: 1, size }]);
  const last = await compute(
    blocking,
    [4, 5].map((n) => ({ log, gate, n })),
  );
  return [...squares.map(({ n }) => n), ...last];
}
