/** telltale doctor: is everything there, and does the ruler measure right? Or, of a model: what is it, and what can be done with it? */
import { TelltaleError } from "../../error.ts";
import { examine } from "../examine.ts";
import { listen } from "../interrupt.ts";
import { storeOf } from "../store.ts";
import { paint, wrap } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { calibrate } from "../../risk/calibrate.ts";

/** Worlds for each figure: enough to see a broken ruler, and enough for its error rates. */
const games = { short: 100, full: 4000 } as const;

export async function run(call: Call): Promise<number> {
  const { flags, args, terminal } = call;
  const [model] = args;
  if (model !== undefined) return await tellOfModel(model, call);
  if (flags["format"] !== undefined)
    throw new TelltaleError("USAGE_FLAG", {
      message: "telltale doctor has a --format for models only",
      hint: "Name the model: telltale doctor model.onnx --format json.",
    });
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

/** Exits with 1 when the engine does not open it. */
async function tellOfModel(path: string, { flags, terminal }: Call): Promise<number> {
  // Loaded only when a model is asked about.
  const [{ readModelFile }, { describe }, { modelText }, { opens }] = await Promise.all([
    import("../../graph/file/read.ts"),
    import("../../graph/describe.ts"),
    import("../model.ts"),
    import("../opens.ts"),
  ]);
  const { model, bytes, sha256, externalFiles } = await readModelFile(path);
  const file = { path, bytes: bytes.length, sha256, external: externalFiles };
  const report = { file, ...describe(model), engine: await opens(path) };
  const json = flags["format"]?.at(-1) === "json";
  terminal.out(json ? `${JSON.stringify(report, null, 2)}\n` : modelText(report, terminal.outStyle));
  return report.engine.ok ? 0 : 1;
}

const short = (x: number): string =>
  x !== 0 && Math.abs(x) < 0.001 ? x.toExponential(1) : String(Number(x.toPrecision(3)));
