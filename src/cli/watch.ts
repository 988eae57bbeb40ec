/** Progress on standard error while a run goes on: one line that renews itself on a terminal, a line for each phase elsewhere. */
import type { OnEvent } from "../run/events.ts";
import { advance, type Progress, start } from "../run/progress.ts";
import { paint, type Style, type Terminal } from "./terminal.ts";

export interface Watcher {
  readonly onEvent: OnEvent;
  /** Clears the line; says what was computed. */
  readonly end: () => void;
}

export function watch(terminal: Terminal): Watcher {
  const { errStyle: style, redraws } = terminal;
  const err = (text: string): void => terminal.err(text);
  let progress = start;
  let drawn = 0;
  let ended = false;
  const clear = (): void => {
    if (drawn > 0) err("\r\u001B[K");
    drawn = 0;
  };
  const draw = (): void => {
    err(`\r\u001B[K${drawLine(progress, style)}`);
    drawn = performance.now();
  };
  // Time left goes down even when nothing happens.
  const timer = redraws ? setInterval(() => progress.phase !== "" && draw(), 500).unref() : undefined;
  return {
    onEvent(event) {
      if (ended) return; // a run that was stopped tells of each task that it gave up
      progress = advance(progress, event);
      if (event.type === "task-lost") {
        clear();
        err(`${event.work}: its worker ${event.how}; it is tried again\n`);
      }
      if (!redraws && event.type === "phase") err(`${event.name} ...\n`);
      if (redraws && (event.type === "phase" || performance.now() - drawn > 80)) draw();
    },
    end() {
      ended = true;
      clearInterval(timer);
      clear();
    },
  };
}

/** "playing checks  ━━━━━━────  12 of 41 (8 kept from before), about 9 s left", never wider than the terminal. */
export function drawLine({ phase, done, total, reused, etaSeconds }: Progress, style: Style): string {
  const [full, empty] = style.unicode ? ["━", "─"] : ["#", "-"];
  const counts = total === 0 ? "" : `${done} of ${total}`;
  const kept = reused > 0 ? ` (${reused} kept from before)` : "";
  const left = etaSeconds === null || done >= total ? "" : `, about ${duration(etaSeconds)} left`;
  const room = style.columns - 1;
  const [long, short] = [`${counts}${kept}${left}`, `${counts}${left}`];
  const text = phase.length + long.length + 4 <= room ? long : short;
  const width = Math.min(24, room - phase.length - text.length - 4);
  if (total === 0) return phase.slice(0, room);
  if (width < 5) return `${phase}  ${text}`.slice(0, room);
  const filled = Math.floor((width * done) / total);
  return `${phase}  ${paint(style, "cyan", full.repeat(filled))}${paint(style, "dim", empty.repeat(width - filled))}  ${text}`;
}

/** "9 s", "2 min 5 s", "1 h 3 min". */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 > 0 ? ` ${whole % 60} s` : ""}`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ""}`;
}
