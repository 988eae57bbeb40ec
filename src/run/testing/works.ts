/** Works that misbehave, for the contract of executors. They write to a log, so that a test sees what was computed, and where. */
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { AnyWork, Work, Works } from "../../work.ts";

export type Logged = { readonly log: string; readonly n: number };

const note = ({ log, n }: Logged): void => appendFileSync(log, `${n} ${process.pid}\n`);

export const square: Work<Logged, { readonly n: number; readonly of: Float64Array; readonly note: string }> = {
  id: "test/square@1",
  run(input) {
    note(input);
    return { n: input.n ** 2, of: Float64Array.of(input.n, NaN, -0), note: `~/${input.n}` };
  },
};

/** Logs itself, then keeps its processor busy until the file `gate` exists: as a native call does, it lets nothing else through. */
export const blocking: Work<Logged & { readonly gate: string }, number> = {
  id: "test/blocking@1",
  run({ gate, ...input }) {
    note(input);
    while (!existsSync(gate)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return input.n;
  },
};

/** The same, but patient: it can be stopped between two looks. */
export const waiting: Work<Logged & { readonly gate: string }, number> = {
  id: "test/waiting@1",
  async run({ gate, ...input }) {
    note(input);
    while (!existsSync(gate)) await setTimeout(5);
    return input.n;
  },
};

export const throwing: Work<{ readonly n: number }, null> = {
  id: "test/throwing@1",
  run({ n }) {
    throw new RangeError(`no luck with ${n}`);
  },
};

/** Says its process id and waits to be killed; when it was killed once, it is quick. */
export const victim: Work<{ readonly flag: string }, string> = {
  id: "test/victim@1",
  async run({ flag }) {
    if (existsSync(flag)) return "alive";
    writeFileSync(flag, String(process.pid));
    await setTimeout(600_000);
    return "too late";
  },
};

export const hanging: Work<Logged, null> = {
  id: "test/hanging@1",
  run(input) {
    note(input);
    for (;;);
  },
};

/** Takes 600 MB that are not in the JavaScript heap, and never gives them back. */
export const greedy: Work<{ readonly n: number }, null> = {
  id: "test/greedy@1",
  run({ n }) {
    const hoard: Float64Array[] = [];
    for (;;) if (hoard.length < 600) hoard.push(new Float64Array(2 ** 17).fill(n));
  },
};

/** A large output. */
export const waves: Work<{ readonly n: number; readonly size: number }, { readonly wave: Float64Array }> = {
  id: "test/waves@1",
  run: ({ n, size }) => ({ wave: Float64Array.from({ length: size }, (_, i) => Math.sin(n + i)) }),
};

/** Reads another work's output by its key. */
export const summing: Work<{ readonly of: string }, Float64Array> = {
  id: "test/summing@1",
  async run({ of }, reader) {
    const { wave } = (await reader.get(of)) as { readonly wave: Float64Array }; // the key of `waves`
    return Float64Array.of(wave.reduce((sum, x) => sum + x, 0));
  },
};

/** What a work sees of its input: the order of the names, the sign of zero. */
export const seeing: Work<{ readonly b: number; readonly a?: number }, string> = {
  id: "test/seeing@1",
  run: (input) => `${Object.keys(input).join("")} ${Object.is(input.b, -0) ? "-0" : input.b}`,
};

/** Changes what it has read, which no work may. */
export const spoiling: Work<{ readonly of: string }, null> = {
  id: "test/spoiling@1",
  async run({ of }, reader) {
    ((await reader.get(of)) as { wave: null }).wave = null; // the key of `waves`
    return null;
  },
};

const all = [square, blocking, waiting, throwing, victim, hanging, greedy, waves, summing, seeing, spoiling];
// Each is asked for its own inputs only.
export const works: Works = new Map(all.map((work) => [work.id, work as unknown as AnyWork] as const));
