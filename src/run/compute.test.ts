import { describe, expect, test } from "vitest";
import { TelltaleError } from "../error.ts";
import type { Work, Works } from "../work.ts";
import { openComputer } from "./compute.ts";
import { openInline } from "./executor.ts";
import { keyOf } from "./key.ts";
import { openStore } from "./store.ts";
import { newFolder } from "./testing/look.ts";
import { summing, waves, works } from "./testing/works.ts";

test("names everything in the store that a run stands on: what it put, what it computed, what it found", async () => {
  const store = openStore(newFolder());
  const inputs = [1, 2].map((n) => ({ n, size: 10 }));
  await openComputer(store, openInline(store, works)).refs(waves, inputs.slice(0, 1));
  const { put, compute, counts, keys } = openComputer(store, openInline(store, works));
  const of = await put({ wave: Float64Array.of(1, 2, 4) });
  expect(await compute(summing, [{ of }])).toEqual([Float64Array.of(7)]);
  await compute(waves, inputs);
  expect(keys()).toEqual([of, keyOf(summing, { of }), ...inputs.map((input) => keyOf(waves, input))]);
  expect(counts).toEqual({ computed: 2, reused: 1 });
});

test("the first error, in the order of the inputs, is thrown when all were tried", async () => {
  const store = openStore(newFolder());
  const tried: number[] = [];
  const odd: Work<number, number> = {
    id: "test/odd@1",
    run(n) {
      tried.push(n);
      if (n % 2 === 1) return n;
      throw new Error(`${n} is even`);
    },
  };
  const list = new Map([[odd.id, odd]]) as unknown as Works; // it is asked for numbers only
  const { compute } = openComputer(store, openInline(store, list));
  await expect(compute(odd, [3, 4, 2, 5])).rejects.toMatchObject({ message: "test/odd@1 failed: 4 is even" });
  expect(tried).toEqual([3, 4, 2, 5]);
});

test("what would fail for every task ends the run at once", async () => {
  const store = openStore(newFolder());
  const tried: number[] = [];
  const full: Work<number, number> = {
    id: "test/full@1",
    run(n) {
      tried.push(n);
      throw new TelltaleError("STORE_FULL", { message: "full", hint: "" });
    },
  };
  const executor = openInline(store, new Map([[full.id, full]]));
  const { compute, settled } = openComputer(store, executor);
  await expect(compute(full, [1, 2, 3])).rejects.toMatchObject({ code: "STORE_FULL" });
  await settled();
  await executor[Symbol.asyncDispose]();
  await expect(compute(full, [4])).rejects.toMatchObject({ code: "STORE_FULL" });
  expect(tried).toEqual([1]);
});

describe("a signal", () => {
  const inputs = [{ n: 1, size: 10 }];
  const store = openStore(newFolder());

  test.each([
    [undefined, "RUN_STOPPED"],
    ["Ctrl-C", "RUN_STOPPED"],
    [new DOMException("late", "TimeoutError"), "RUN_OUT_OF_TIME"],
    [new TelltaleError("QUERIES_SPENT", { message: "", hint: "" }), "QUERIES_SPENT"],
  ])("given before the run, for the reason %s, lets nothing begin and is told as %s", async (reason, code) => {
    const signal = AbortSignal.abort(reason);
    const { compute, put, counts } = openComputer(store, openInline(store, works), { signal });
    await expect(compute(waves, inputs)).rejects.toMatchObject({ code });
    await expect(put(1)).rejects.toMatchObject({ code });
    expect(counts).toEqual({ computed: 0, reused: 0 });
  });

  test("given after the run was closed is not heard", async () => {
    const stop = new AbortController();
    const { compute, close } = openComputer(store, openInline(store, works), { signal: stop.signal, maxTime: 1e12 });
    close();
    stop.abort();
    expect(await compute(waves, inputs)).toHaveLength(1);
  });
});
