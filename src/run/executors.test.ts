/** One contract for all executors: they differ in where a task runs, never in what comes out. */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Computer, type ComputerOptions, openComputer } from "./compute.ts";
import type { RunEvent } from "./events.ts";
import { type Executor, openInline } from "./executor.ts";
import { keyOf } from "./key.ts";
import { type Limits, openProcesses } from "./processes.ts";
import { openStore, type Store } from "./store.ts";
import { isDead, logged, newFolder, pathOf, until } from "./testing/look.ts";
import {
  greedy,
  hanging,
  type Logged,
  seeing,
  spoiling,
  square,
  summing,
  throwing,
  victim,
  waiting,
  waves,
  works,
} from "./testing/works.ts";

const module = new URL("./testing/works.ts", import.meta.url);
const ways: readonly (readonly [string, (store: Store) => Executor])[] = [
  ["inline", (store) => openInline(store, works)],
  ["1 process", (store) => openProcesses(store, module, { workers: 1 })],
  ["2 processes", (store) => openProcesses(store, module, { workers: 2 })],
  ["4 processes", (store) => openProcesses(store, module, { workers: 4 })],
];
const timeout = 60_000;
const inputs = (log: string, ...numbers: number[]): Logged[] => numbers.map((n) => ({ log, n }));
const living = (log: string): readonly number[] =>
  logged(log).flatMap(({ pid }) => (pid === process.pid || isDead(pid) ? [] : pid));

describe.for(ways)("%s", { timeout }, ([name, open]) => {
  let store: Store;
  let executor: Executor;
  let firstLog = "";
  beforeAll(() => {
    store = openStore(newFolder());
    executor = open(store);
  });
  afterAll(async () => {
    await executor[Symbol.asyncDispose]();
  });
  /** A log of its own makes the tasks of a test its own. */
  const newLog = (): string => join(store.folder, `log-${randomUUID()}`);
  const newRun = (options?: ComputerOptions): Computer => openComputer(store, executor, options);

  test("gives the outputs in the order of the inputs, as the work made them", async () => {
    const log = newLog();
    const outputs = await newRun().compute(square, inputs(log, 3, 1, 2));
    expect(outputs).toEqual([
      { n: 9, of: Float64Array.of(3, NaN, -0), note: "~/3" },
      { n: 1, of: Float64Array.of(1, NaN, -0), note: "~/1" },
      { n: 4, of: Float64Array.of(2, NaN, -0), note: "~/2" },
    ]);
    firstLog = log;
  });

  test("computes equal inputs once, also when several plays ask at the same time", async () => {
    const log = newLog();
    const { compute, refs, counts } = newRun();
    const all = await Promise.all([
      compute(square, inputs(log, 2, 3, 2)),
      refs(square, inputs(log, 3)),
      compute(square, inputs(log, 3, 2)),
    ]);
    expect(all[1]).toEqual(inputs(log, 3).map((input) => keyOf(square, input)));
    expect([...all[0], ...all[2]].map(({ n }) => n)).toEqual([4, 9, 4, 9, 4]);
    expect(logged(log)).toHaveLength(2);
    expect(counts).toEqual({ computed: 2, reused: 0 });
  });

  test("computes nothing when played again", async () => {
    const log = newLog();
    await newRun().compute(square, inputs(log, 1, 2));
    const events: RunEvent[] = [];
    const { compute, refs, counts } = newRun({ onEvent: (event) => events.push(event) });
    await compute(square, inputs(log, 2, 1));
    await refs(square, inputs(log, 1));
    expect(logged(log)).toHaveLength(2);
    expect(counts).toEqual({ computed: 0, reused: 2 });
    expect(events.map(({ type }) => type)).toEqual(["task-hit", "task-hit"]);
  });

  test("tells what happens to a task", async () => {
    const events: RunEvent[] = [];
    const log = newLog();
    const { compute } = newRun({ onEvent: (event) => events.push(event) });
    await compute(square, inputs(log, 1));
    await compute(throwing, [{ n: 1 }]).catch(() => {});
    expect(events.map((event) => [event.type, "work" in event && event.work])).toEqual([
      ["task-asked", "test/square@1"],
      ["task-started", "test/square@1"],
      ["task-done", "test/square@1"],
      ["task-asked", "test/throwing@1"],
      ["task-started", "test/throwing@1"],
      ["task-failed", "test/throwing@1"],
    ]);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  test("a work sees its input in one form only: what its key was made from", async () => {
    const { compute } = newRun();
    expect(await compute(seeing, [{ b: -0, a: 1 }, { b: 2 }])).toEqual(["ab 0", "b 2"]);
  });

  test("a work that throws is named, and the others are kept", async () => {
    const log = newLog();
    const { compute, settled } = newRun();
    const play = Promise.all([compute(throwing, [{ n: 7 }, { n: 8 }]), compute(square, inputs(log, 1, 2))]);
    await expect(play).rejects.toMatchObject({
      code: "WORK_FAILED",
      message: "test/throwing@1 failed: no luck with 7",
    });
    await settled();
    await newRun().compute(square, inputs(log, 1, 2));
    expect(logged(log)).toHaveLength(2);
  });

  test("an error of ours keeps its code on the way", async () => {
    const of = "0".repeat(64);
    await expect(newRun().compute(summing, [{ of }])).rejects.toMatchObject({ code: "STORE_ABSENT" });
  });

  test("a damaged file is computed again", async () => {
    const log = newLog();
    const whole = await newRun().compute(square, inputs(log, 1, 2, 3));
    const keys = inputs(log, 1, 2, 3).map((input) => keyOf(square, input));
    const [cut, flipped, emptied] = keys.map((key) => pathOf(store, key)) as [string, string, string];
    const bytes = readFileSync(flipped);
    truncateSync(cut, bytes.length - 1);
    bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
    writeFileSync(flipped, bytes);
    truncateSync(emptied, 0);
    const { refs, compute, counts } = newRun();
    await refs(square, inputs(log, 1, 2));
    expect(await compute(square, inputs(log, 1, 2, 3))).toEqual(whole);
    expect(counts).toEqual({ computed: 3, reused: 0 });
    expect(logged(log)).toHaveLength(6);
  });

  test("a large output goes from work to work by its key, and nobody can change it on the way", async () => {
    const { refs, compute } = newRun();
    const size = 20_000;
    const [of = ""] = await refs(waves, [{ n: 1, size }]);
    // sum of sin(1 + i) for i < m is sin(m / 2) sin(1 + (m - 1) / 2) / sin(1 / 2)
    const sum = (Math.sin(size / 2) * Math.sin(1 + (size - 1) / 2)) / Math.sin(0.5);
    const [sums] = await compute(summing, [{ of }]);
    expect(sums?.[0]).toBeCloseTo(sum, 8);
    await expect(compute(spoiling, [{ of }])).rejects.toMatchObject({ code: "WORK_FAILED" });
  });

  test("makes the same bytes as any other", async () => {
    const reference = openStore(newFolder());
    const tasks = [1, 2, 3, 4].map((n) => ({ n, size: 1000 * n }));
    const keys = await newRun().refs(waves, tasks);
    await openComputer(reference, openInline(reference, works)).refs(waves, tasks);
    for (const key of keys) expect(readFileSync(pathOf(store, key))).toEqual(readFileSync(pathOf(reference, key)));
  });

  test("two runs at once share a store, and leave no draft", async () => {
    const log = newLog();
    const store2 = openStore(store.folder);
    const executor2 = open(store2);
    const run = async (computer: Computer): Promise<readonly number[]> => {
      const [of = ""] = await computer.refs(waves, [{ n: 5, size: 10_000 }]);
      await computer.compute(summing, [{ of }]);
      return (await computer.compute(square, inputs(log, 1, 2))).map(({ n }) => n);
    };
    const both = await Promise.all([run(newRun()), run(openComputer(store2, executor2))]);
    expect(both).toEqual([
      [1, 4],
      [1, 4],
    ]);
    await executor2[Symbol.asyncDispose]();
    expect(readdirSync(join(store.folder, "tmp"))).toEqual([]);
  });

  test("a run that is stopped fails at once, keeps what it has, and leaves no process behind", async () => {
    const [log, gate] = [newLog(), newLog()];
    const stop = new AbortController();
    const mine = open(store);
    const { compute, settled } = openComputer(store, mine, { signal: stop.signal });
    await compute(square, inputs(log, 1));
    const play = compute(waiting, [{ log, gate, n: 2 }]);
    void until(() => logged(log).length === 2).then(() => stop.abort());
    await expect(play).rejects.toMatchObject({ code: "RUN_STOPPED" });
    await expect(compute(square, inputs(log, 1))).rejects.toMatchObject({ code: "RUN_STOPPED" });
    await settled();
    if (name === "inline") writeFileSync(gate, ""); // it ends the work that it is in
    await mine[Symbol.asyncDispose]();
    expect(living(log)).toEqual([]);
    const { compute: again, counts } = newRun();
    await again(square, inputs(log, 1));
    expect(counts).toEqual({ computed: 0, reused: 1 });
  });

  test("when it is closed, no worker is left, and it takes no more tasks", async () => {
    await executor[Symbol.asyncDispose]();
    expect(living(firstLog)).toEqual([]);
    await expect(newRun().compute(square, inputs(newLog(), 1))).rejects.toMatchObject({ code: "RUN_STOPPED" });
  });
});

/** On a store and workers of its own. */
async function withWorkers<T>(
  limits: Limits,
  how: (computer: Computer, log: string, store: Store) => Promise<T>,
  options?: ComputerOptions,
  from = module,
): Promise<T> {
  const store = openStore(newFolder());
  await using executor = openProcesses(store, from, { workers: 2, ...limits });
  try {
    return await how(openComputer(store, executor, options), join(store.folder, "log"), store);
  } finally {
    rmSync(store.folder, { recursive: true });
  }
}

describe("processes", { timeout }, () => {
  test("a worker that is killed is replaced, and its task done again", async () => {
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent): void => void events.push(event);
    await withWorkers(
      {},
      async ({ compute }, log) => {
        const flag = `${log}-flag`;
        const run = Promise.all([compute(victim, [{ flag }]), compute(square, [{ log, n: 2 }])]);
        const pid = await until(() => existsSync(flag) && Number(readFileSync(flag, "utf8")));
        process.kill(pid, "SIGKILL");
        expect((await run)[0]).toEqual(["alive"]);
        expect(isDead(pid)).toBe(true);
      },
      { onEvent },
    );
    expect(events.filter(({ type }) => type === "task-lost")).toMatchObject([
      { work: "test/victim@1", how: "got SIGKILL" },
    ]);
  });

  test("a worker that dies between two tasks is replaced", async () => {
    await withWorkers({ workers: 1 }, async ({ compute }, log) => {
      await compute(square, [{ log, n: 1 }]);
      for (const { pid } of logged(log)) process.kill(pid, "SIGKILL");
      expect(await compute(square, [{ log, n: 2 }])).toMatchObject([{ n: 4 }]);
    });
  });

  test("a work that hangs is given up after its time and its retries, while others go on", async () => {
    await withWorkers({ timeout: 100, retries: 1 }, async ({ compute, settled }, log) => {
      const run = compute(hanging, [{ log, n: 1 }]);
      await expect(run).rejects.toMatchObject({
        code: "WORKER_LOST",
        message: "test/hanging@1 lost its worker 2 times; the last one gave no answer in 100 ms",
      });
      await settled();
      expect(logged(log)).toHaveLength(2);
    });
  });

  test("a work that takes too much memory is given up", async () => {
    await withWorkers({ memory: 400, retries: 0 }, async ({ compute }) => {
      await expect(compute(greedy, [{ n: 1 }])).rejects.toMatchObject({
        code: "WORKER_LOST",
        message: expect.stringMatching(/lost its worker once; the last one used \d+ of 400 MB of memory/),
      });
    });
  });

  test("a worker that cannot start ends the run, with what it said", async () => {
    const broken = new URL("data:text/javascript,throw new Error('no such engine')");
    await withWorkers(
      { retries: 0 },
      async ({ compute }, log) => {
        const run = compute(
          square,
          [1, 2, 3].map((n) => ({ log, n })),
        );
        await expect(run).rejects.toMatchObject({
          code: "WORKER_START",
          cause: expect.stringContaining("no such engine"),
        });
      },
      {},
      broken,
    );
  });

  test("a run whose time is over says so", async () => {
    await withWorkers(
      {},
      async ({ compute }, log) => {
        const run = compute(waiting, [{ log, gate: `${log}-never`, n: 1 }]);
        await expect(run).rejects.toMatchObject({ code: "RUN_OUT_OF_TIME" });
      },
      { maxTime: 100 },
    );
  });
});
