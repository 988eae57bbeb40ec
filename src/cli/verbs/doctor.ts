/** telltale doctor: is everything there, and does the ruler measure right? */
import { examine } from "../examine.ts";
import { listen } from "../interrupt.ts";
import { storeOf } from "../store.ts";
import { paint, wrap } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { calibrate } from "../../risk/calibrate.ts";

/** Worlds for each figure: enough to see a broken ruler, and enough for its error rates. */
const games = { short: 100, full: 4000 } as const;

export async function run({ flags, terminal }: Call): Promise<number> {
  const { outStyle: style } = terminal;
  const [good, bad] = style.unicode ? ["✓", "✗"] : ["ok ", "BAD"];
  let broken = 0;
  const say = (ok: boolean, what: string, text: string): void => {
    if (!ok) broken++;
    const mark = paint(style, ok ? "green" : "red", ok ? good : bad);
    const indent = good.length + 14;
    terminal.out(`${mark} ${what.padEnd(12)} ${wrap(text, { columns: style.columns, indent })}\n`);
  };
  for await (const { ok, what, text } of examine(storeOf(flags))) say(ok, what, text);
  const interrupt = listen(terminal);
  try {
    const full = flags["calibrate"] !== undefined;
    const lines = await calibrate({
      games: full ? games.full : games.short,
      signal: interrupt.signal,
      onLine: ({ ok, name, figure, limit, seconds }) => {
        if (full || !ok)
          say(ok, "ruler", `${name}: ${short(figure)} (at most ${short(limit)}), ${seconds.toFixed(1)} s`);
      },
    });
    const right = lines.filter(({ ok }) => ok).length;
    const more = full ? "" : " (telltale doctor --calibrate plays all, line by line)";
    say(
      right === lines.length,
      "self-check",
      `${right} of ${lines.length} figures are within what right code reaches${more}`,
    );
  } finally {
    interrupt.end();
  }
  if (broken > 0) terminal.err(`${broken} ${broken === 1 ? "thing is" : "things are"} broken\n`);
  return broken > 0 ? 1 : 0;
}

const short = (x: number): string =>
  x !== 0 && Math.abs(x) < 0.001 ? x.toExponential(1) : String(Number(x.toPrecision(3)));
