/** telltale audit: plan, run, judge, report. */
import { join } from "node:path";
import { audit, type Audited } from "../../audit.ts";
import { terminal as renderTerminal } from "../../report/terminal.ts";
import { annotations } from "../annotations.ts";
import { deliver, wantedOf } from "../formats.ts";
import { listen } from "../interrupt.ts";
import { settingsOf, type Settings } from "../settings.ts";
import { paint, type Terminal } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { duration, watch } from "../watch.ts";

export async function run(call: Call): Promise<number> {
  const settings = await settingsOf(call);
  const wanted = wantedOf(settings.config.formats);
  const { terminal } = call;
  const audited = await play(settings, terminal);
  const printed = await deliver(audited.run, wanted);
  if (printed === null) terminal.out(`\n${renderTerminal(audited.run, terminal.outStyle)}${footer(audited, terminal)}`);
  else terminal.out(printed);
  if (process.env["GITHUB_ACTIONS"] === "true") terminal.err(annotations(audited.run));
  return audited.run.summary.exit;
}

/** The audit with its progress shown; Ctrl-C stops it. */
export async function play(
  { input, command }: Pick<Settings, "input" | "command">,
  terminal: Terminal,
): Promise<Audited> {
  const watcher = watch(terminal);
  const interrupt = listen(terminal, watcher.end);
  try {
    const audited = await audit(input, { signal: interrupt.signal, onEvent: watcher.onEvent, command });
    watcher.end();
    const { computed, reused } = audited.counts;
    terminal.err(
      `${computed} ${computed === 1 ? "task" : "tasks"} computed, ${reused} found in the store, ${duration(audited.run.seconds)}\n`,
    );
    return audited;
  } finally {
    watcher.end();
    interrupt.end();
  }
}

function footer({ run: { summary }, folder, files }: Audited, { outStyle }: Terminal): string {
  const exit = `exit ${summary.exit}`;
  const report = ` report ${join(folder, "report.html")}`;
  const gap = Math.min(outStyle.columns, 110) - report.length - exit.length - 1;
  const more = files.map((name) => ` ${name.replace(/[-.].*$/, "").padEnd(6)} ${join(folder, name)}\n`).join("");
  return `${more}${report}${gap < 2 ? "\n " : " ".repeat(gap)}${paint(outStyle, summary.exit === 0 ? "dim" : "bold", exit)}\n`;
}
