import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunEvent } from "./events.ts";
import { advance, start } from "./progress.ts";

const of = (work: string, key: string): { readonly work: string; readonly key: string } => ({ work, key });

test("counts what is over, what was found, and what is asked for", () => {
  const events: readonly RunEvent[] = [
    { type: "phase", name: "playing", tasks: 4, at: 0 },
    { type: "task-hit", ...of("a", "1"), at: 0 },
    { type: "task-asked", ...of("a", "2"), at: 0 },
    { type: "task-asked", ...of("a", "3"), at: 0 },
    { type: "task-started", ...of("a", "2"), at: 0 },
    { type: "task-lost", ...of("a", "2"), how: "got SIGKILL", at: 1 },
    { type: "task-started", ...of("a", "2"), at: 1 },
    { type: "task-started", ...of("a", "3"), at: 2 },
    { type: "task-failed", ...of("a", "3"), code: "WORK_FAILED", at: 3 },
  ];
  expect(events.reduce(advance, start)).toMatchObject({
    phase: "playing",
    done: 2,
    total: 4,
    reused: 1,
    failed: 1,
    lost: 1,
    running: 1,
    etaSeconds: null,
  });
});

test("what is left takes as long as the same work took so far, shared by the workers", () => {
  let progress = start;
  const happen = (...events: readonly RunEvent[]): void => void (progress = events.reduce(advance, progress));
  happen({ type: "phase", name: "playing", tasks: 7, at: 0 });
  for (const key of ["1", "2", "3", "4"]) happen({ type: "task-asked", ...of("short", key), at: 0 });
  happen({ type: "task-started", ...of("short", "1"), at: 0 }, { type: "task-started", ...of("short", "2"), at: 0 });
  expect(progress.etaSeconds).toBeNull();
  happen({ type: "task-done", ...of("short", "1"), ms: 1000, at: 1000 });
  // Two wait (1 s each), three are not asked for yet (1 s each), and 2 should be done by now: 5 s on two workers.
  expect(progress.etaSeconds).toBeCloseTo(2.5, 12);
  happen({ type: "task-started", ...of("short", "3"), at: 1000 });
  happen({ type: "task-done", ...of("short", "2"), ms: 3000, at: 3000 });
  // A mean of 2 s: one waits, three are not asked for, 3 is as good as done: 8 s on two workers.
  expect(progress.etaSeconds).toBeCloseTo(4, 12);
  happen({ type: "task-asked", ...of("long", "5"), at: 3000 }, { type: "task-started", ...of("long", "5"), at: 3000 });
  happen({ type: "task-done", ...of("long", "5"), ms: 9000, at: 12_000 });
  happen({ type: "task-asked", ...of("long", "6"), at: 12_000 });
  // long: 9 s, waiting; short: 2 s, waiting; one not asked for: the mean of all three, 13/3 s; on two workers.
  expect(progress.etaSeconds).toBeCloseTo((9 + 2 + 13 / 3) / 2, 12);
});

test("a phase that asked for less than it said leaves nothing behind", () => {
  const events: readonly RunEvent[] = [
    { type: "phase", name: "reading", tasks: 5, at: 0 },
    { type: "task-hit", ...of("a", "1"), at: 0 },
    { type: "phase", name: "writing", at: 1 },
  ];
  expect(events.reduce(advance, start)).toMatchObject({ phase: "writing", done: 1, total: 1 });
});

test("however tasks go, in the end all are done and nothing is left", () => {
  const fates = fc.array(fc.constantFrom("hit", "done", "failed", "never started", "lost"), { maxLength: 30 });
  fc.assert(
    fc.property(fates, fc.nat(5), (list, tasks) => {
      const events = list.flatMap((fate, i): readonly RunEvent[] => {
        const task = { ...of(`w${i % 3}`, String(i)), at: i };
        const asked = { type: "task-asked", ...task } as const;
        const begun = [asked, { type: "task-started", ...task } as const];
        if (fate === "hit") return [{ type: "task-hit", ...task }];
        if (fate === "done") return [...begun, { type: "task-done", ms: 1, ...task }];
        if (fate === "failed") return [...begun, { type: "task-failed", code: "X", ...task }];
        if (fate === "never started") return [asked, { type: "task-failed", code: "X", ...task }];
        return [
          ...begun,
          { type: "task-lost", how: "x", ...task },
          { type: "task-started", ...task },
          { type: "task-done", ms: 1, ...task },
        ];
      });
      const end = [{ type: "phase", name: "p", tasks, at: 0 } as const, ...events].reduce<typeof start>(advance, start);
      expect(end).toMatchObject({ done: list.length, total: Math.max(tasks, list.length), running: 0 });
    }),
  );
});
