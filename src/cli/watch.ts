/** Progress on stderr while a run goes on: a line that renews itself on a terminal, a line for each phase elsewhere. */
import type { OnEvent } from "../run/events.ts";
import { advance, type Progress, start } from "../run/progress.ts";

export interface Watcher {
  readonly onEvent: OnEvent;
  /** Clears the line. */
  end(): void;
}

export function watch(out: NodeJS.WriteStream = process.stderr): Watcher {
  const live = out.isTTY && !process.env["CI"];
  let progress = start;
  let drawn = 0;
  const clear = (): void => {
    if (drawn > 0) out.write("\r\u001b[K");
  };
  return {
    onEvent(event) {
      progress = advance(progress, event);
      if (event.type === "task-lost") {
        clear();
        out.write(`${event.work}: its worker ${event.how}; it is tried again\n`);
      }
      if (!live) {
        if (event.type === "phase") out.write(`${event.name} ...\n`);
        return;
      }
      const now = Date.now();
      if (event.type !== "phase" && now - drawn < 80) return;
      out.write(`\r\u001b[K${line(progress, out.columns || 80)}`);
      drawn = now;
    },
    end: clear,
  };
}

/** "playing checks  ━━━━━━────  12 of 41 (8 kept from before), about 9 s left" */
export function line({ phase, done, total, reused, etaSeconds }: Progress, columns: number): string {
  const width = 20;
  const filled = total > 0 ? Math.round((width * done) / total) : 0;
  const bar = `${"━".repeat(filled)}${"─".repeat(width - filled)}`;
  const kept = reused > 0 ? ` (${reused} kept from before)` : "";
  const left = etaSeconds === null || done === total ? "" : `, about ${duration(etaSeconds)} left`;
  return `${phase}  ${bar}  ${done} of ${total}${kept}${left}`.slice(0, columns - 1);
}

export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}
