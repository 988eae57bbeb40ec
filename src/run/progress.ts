/** How far a run is: a pure reducer of its events, so that the same events give the same picture in a terminal, a log and a test. */
import type { RunEvent } from "./events.ts";

export interface Progress {
  readonly phase: string;
  /** Tasks that are over: found in the store, computed, or failed. */
  readonly done: number;
  /** Tasks known so far; it grows while plays ask for more. */
  readonly total: number;
  /** Of `done`: found in the store. */
  readonly reused: number;
  readonly failed: number;
  /** How often a worker died. */
  readonly lost: number;
  /** Tasks that workers are busy with. */
  readonly running: number;
  /** Null as long as nothing was computed that it could be told from. */
  readonly etaSeconds: number | null;
  /** What the numbers above are told from. */
  readonly book: Book;
}

interface Book {
  readonly works: { readonly [work: string]: Tally };
  readonly running: ReadonlyMap<string, { readonly work: string; readonly since: number }>;
  /** The most tasks that ran at once: how many lanes there are. */
  readonly lanes: number;
}
interface Tally {
  /** Asked for, and neither over nor running. */
  readonly waiting: number;
  readonly done: number;
  readonly ms: number;
}

const none: Tally = { waiting: 0, done: 0, ms: 0 };
export const start: Progress = {
  phase: "",
  done: 0,
  total: 0,
  reused: 0,
  failed: 0,
  lost: 0,
  running: 0,
  etaSeconds: null,
  book: { works: {}, running: new Map(), lanes: 1 },
};

export function advance(progress: Progress, event: RunEvent): Progress {
  const next = count(progress, event);
  const { book } = next;
  const running = book.running.size;
  return { ...next, running, etaSeconds: eta({ ...next, running }, event.at) };
}

function count(progress: Progress, event: RunEvent): Progress {
  const { book, done } = progress;
  switch (event.type) {
    case "phase": // what the phase before it announced and never asked for is forgotten
      return { ...progress, phase: event.name, total: done + unfinished(book) + (event.tasks ?? 0) };
    case "task-hit":
      return atLeast({ ...progress, done: done + 1, reused: progress.reused + 1 });
    case "task-asked":
      return atLeast({ ...progress, book: tally(book, event.work, { waiting: 1 }) });
    case "task-started": {
      const running = new Map(book.running).set(event.key, { work: event.work, since: event.at });
      const again = book.running.has(event.key);
      const tallied = tally(book, event.work, { waiting: again ? 0 : -1 });
      return { ...progress, book: { ...tallied, running, lanes: Math.max(book.lanes, running.size) } };
    }
    case "task-lost":
      return { ...progress, lost: progress.lost + 1 };
    case "task-done":
      return { ...progress, done: done + 1, book: end(book, event, { done: 1, ms: event.ms }) };
    case "task-failed":
      break;
  }
  return { ...progress, done: done + 1, failed: progress.failed + 1, book: end(book, event, {}) };
}

function tally(book: Book, work: string, { waiting = 0, done = 0, ms = 0 }: Partial<Tally>): Book {
  const old = book.works[work] ?? none;
  const now = { waiting: old.waiting + waiting, done: old.done + done, ms: old.ms + ms };
  return { ...book, works: { ...book.works, [work]: now } };
}

function end(book: Book, { key, work }: { readonly key: string; readonly work: string }, change: Partial<Tally>): Book {
  const running = new Map(book.running);
  const ran = running.delete(key); // a task may fail before it is started
  return { ...tally(book, work, { ...change, waiting: ran ? 0 : -1 }), running };
}

const unfinished = ({ works, running }: Book): number =>
  Object.values(works).reduce((sum, { waiting }) => sum + waiting, running.size);

const atLeast = (progress: Progress): Progress => ({
  ...progress,
  total: Math.max(progress.total, progress.done + unfinished(progress.book)),
});

/** What is left takes as long as the same work took so far (other works: as all works so far), shared by the lanes. */
function eta({ book, done, total }: Progress, at: number): number | null {
  const all = Object.values(book.works).reduce((sum, { done: n, ms }) => ({ n: sum.n + n, ms: sum.ms + ms }), {
    n: 0,
    ms: 0,
  });
  if (all.n === 0) return null;
  const mean = (work: string): number => {
    const { done: n, ms } = book.works[work] ?? none;
    return n > 0 ? ms / n : all.ms / all.n;
  };
  const current = [...book.running.values()].map(({ work, since }) => Math.max(0, mean(work) - (at - since)));
  const waiting = Object.entries(book.works).map(([work, { waiting: n }]) => n * mean(work));
  const unasked = (Math.max(0, total - done - unfinished(book)) * all.ms) / all.n;
  const sum = [...current, ...waiting, unasked].reduce((a, b) => a + b, 0);
  return Math.max(sum / book.lanes, ...current) / 1000;
}
