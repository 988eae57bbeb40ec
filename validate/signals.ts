/** Signals of answers, and LiRA, against TensorFlow Privacy (signals.py). */
import { readFileSync } from "node:fs";
import { liraOnline } from "../src/check/model/attacks/lira.ts";
import { signalsOf } from "../src/check/model/signals.ts";
import type { Validation } from "./types.ts";

/** As signals.py wrote it. */
interface Peer {
  readonly versions: { readonly "tensorflow-privacy": string };
  readonly classes: number;
  /** Of the model that is attacked, then of shadow models; row after row. */
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly isIn: readonly (readonly number[])[];
  readonly signals: Readonly<Record<"phi" | "logp" | "entropy" | "modifiedEntropy", readonly number[]>>;
  readonly lira: Readonly<Record<"pooled" | "own", readonly number[]>>;
}

export const validate: Validation = async function* () {
  const peer = JSON.parse(readFileSync(new URL("signals.json", import.meta.url), "utf8")) as Peer;
  const name = `TensorFlow Privacy ${peer.versions["tensorflow-privacy"]}`;
  const classes = Array.from({ length: peer.classes }, (_, code) => String(code));
  const truth = {
    codes: Int32Array.from(peer.labels),
    values: null,
    label: { kind: "class", column: "label", classes, answers: "string" },
  } as const;
  const perModel = peer.logits.map((logits) => Float64Array.from(logits));
  const answers = { kind: "logits", outputs: classes.length, rows: peer.labels.length, perModel } as const;
  const [target, ...shadows] = perModel.map((_, model) => signalsOf(answers, truth, model));
  if (!target) throw new Error("the model answered");
  for (const signal of ["phi", "logp", "entropy", "modifiedEntropy"] as const)
    yield* each(`${signal}: ${name}`, target[signal], peer.signals[signal]);
  const [phi, isIn] = [shadows.map((one) => one.phi), peer.isIn.map((one) => Uint8Array.from(one))];
  for (const spread of ["pooled", "own"] as const)
    yield* each(
      `LiRA online, ${spread === "own" ? "deviations of each person" : "one deviation, about the medians"}: ${name}`,
      liraOnline(target.phi, phi, isIn, { spread }),
      peer.lira[spread],
    );
};

function* each(what: string, ours: Float64Array | null, theirs: readonly number[]) {
  for (const [row, reference] of theirs.entries())
    yield {
      what: `${what}, row ${row}`,
      ours: ours?.[row] ?? NaN,
      reference,
      allowed: 1e-9 * Math.max(1, Math.abs(reference)),
      why: "rounding",
    };
}
