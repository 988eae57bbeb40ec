/** What happens in a run, told as it happens: for progress, logs and tests. `at` is in milliseconds of one clock that never goes back. */

interface Happened {
  readonly at: number;
}
interface OfTask extends Happened {
  readonly work: string;
  readonly key: string;
}

export type RunEvent =
  /** A part of the run begins. `tasks`: how many it will ask for, as far as anybody knows. */
  | (Happened & { readonly type: "phase"; readonly name: string; readonly tasks?: number })
  /** It lies in the store already. */
  | (OfTask & { readonly type: "task-hit" })
  /** It must be computed. */
  | (OfTask & { readonly type: "task-asked" })
  | (OfTask & { readonly type: "task-started" })
  /** Its worker died; it is tried again. `how`: "got SIGKILL". */
  | (OfTask & { readonly type: "task-lost"; readonly how: string })
  /** `ms`: since it was last started. */
  | (OfTask & { readonly type: "task-done"; readonly ms: number })
  | (OfTask & { readonly type: "task-failed"; readonly code: string });

export type OnEvent = (event: RunEvent) => void;
/** Milliseconds, for `at`. */
export const now = (): number => performance.now();
