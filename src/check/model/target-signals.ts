/** What the audited model says of everybody, in portions that are computed anywhere: its answers, then the few numbers that attacks look at. */
import { answersWork } from "../../subject/target/answers.ts";
import { readCrowd } from "../../subject/crowd.ts";
import type { ModelSubject } from "../../subject/model.ts";
import { outputsFor } from "../../learn/trainers/data.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import type { Refs, Work } from "../../work.ts";
import type { Signals } from "./scene.ts";
import { signalsOf } from "./signals.ts";

export type SignalsInput = {
  /** Key of `Answers` for these rows of the crowd. */
  readonly answers: string;
  readonly crowd: string;
  readonly from: number;
  readonly to: number;
};

export const signalsWork: Work<SignalsInput, Signals> = {
  id: "model/signals@1",
  async run({ answers, crowd: key, from, to }, reader) {
    const { label, codes, values } = await readCrowd(reader, key);
    const said = (await reader.get(answers)) as unknown as Answers; // the output of model/answers
    const truth = { label, codes: codes && codes.subarray(from, to), values: values && values.subarray(from, to) };
    return signalsOf(said, truth);
  },
};

/** Of everybody, as one. */
export const joinedWork: Work<{ readonly signals: readonly string[] }, Signals> = {
  id: "model/signals-joined@1",
  async run({ signals }, reader) {
    const parts: Signals[] = [];
    for (const key of signals) parts.push((await reader.get(key)) as unknown as Signals);
    return joined(parts);
  },
};

/** Numbers of a portion's answers: some megabytes. */
const mostNumbers = 2_000_000;
export const portionsOf = (rows: number, outputs: number): { readonly from: number; readonly to: number }[] => {
  const size = Math.max(1000, Math.floor(mostNumbers / Math.max(20, outputs)));
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(rows, (i + 1) * size),
  }));
};

/** Keys, portion after portion. */
export interface Said {
  readonly answers: readonly string[];
  readonly signals: readonly string[];
}

export async function targetSignals({ refs }: { readonly refs: Refs }, subject: ModelSubject): Promise<Said> {
  const { target, crowd, sides, label } = subject;
  const portions = portionsOf(sides.members + sides.outsiders, outputsFor(label));
  const data = subject.pool ?? crowd;
  const answers = await refs(
    answersWork,
    portions.map((portion) => ({ target, data, ...portion })),
  );
  const signals = await refs(
    signalsWork,
    portions.map((portion, i) => ({ answers: answers[i] ?? "", crowd, ...portion })),
  );
  return { answers, signals };
}

/** Portions one after the other. */
export function joined(parts: readonly Signals[]): Signals {
  const all = (of: (part: Signals) => Float64Array | null): Float64Array | null => {
    const arrays = parts.map(of);
    if (arrays.some((array) => array === null)) return null;
    const whole = new Float64Array(arrays.reduce((sum, array) => sum + (array?.length ?? 0), 0));
    let at = 0;
    for (const array of arrays) {
      whole.set(array ?? [], at);
      at += array?.length ?? 0;
    }
    return whole;
  };
  return {
    phi: all(({ phi }) => phi) ?? new Float64Array(),
    logp: all(({ logp }) => logp),
    confidence: all(({ confidence }) => confidence),
    entropy: all(({ entropy }) => entropy),
    modifiedEntropy: all(({ modifiedEntropy }) => modifiedEntropy),
    correct: all(({ correct }) => correct),
  };
}
