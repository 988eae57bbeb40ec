/** What a model's answer for a person says of that person, in float64: the numbers that attacks on membership start from. */
import type { Label } from "../../learn/encoding/label.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import { exactRow, type Said } from "./signals-row.ts";
import type { Signals } from "./scene.ts";

/** Of the rows that were asked about. */
export interface Truth {
  /** Of classes: the class of each row. */
  readonly codes: Int32Array | null;
  /** Of numbers: the value of each row. */
  readonly values: Float64Array | null;
  readonly label: Label;
}
/** What shadow models are compared by. */
export interface Sureness {
  readonly phi: Float64Array;
  /** Null for numbers. */
  readonly logp: Float64Array | null;
}

/** Added to probabilities before their logarithm, so that 0 has one (Carlini et al. 2022: the least that float32 can hold). */
const tiny = 1e-45;
/** phi of a probability that is 1, or 0 with a minus sign: how sure the model is beyond that was rounded away. */
export const saturated = -Math.log(tiny);
/** Beneath the logarithms of modified entropy (Song & Mittal 2021). */
const least = 1e-30;
/** Of squared errors, in units of the label's variance: those below are all the same. */
const leastError = 1e-12;
/** Signals stay within: their squares are still numbers. */
const farthest = 1e9;

/**
 * Of one model of the answers, by row. Answers that are infinite count as the farthest that a number can say; one that is not a number says nothing: all classes are
 * equally likely, or the mean is expected.
 * @throws RangeError when answers and truth are not of the same rows, or not of the same classes
 */
export function signalsOf(answers: Answers, truth: Truth, model = 0): Signals {
  const sure = surenessOf(answers, truth, model);
  const { codes } = truth;
  if (codes === null || sure.logp === null)
    return { ...sure, confidence: null, entropy: null, modifiedEntropy: null, correct: null };
  const { rows, outputs, kind } = answers;
  const said = saidBy(answers, model);
  const [confidence, entropy] = [new Float64Array(rows), new Float64Array(rows)];
  const [modifiedEntropy, correct] = [new Float64Array(rows), new Float64Array(rows)];
  const row = new Float64Array(outputs);
  for (let i = 0; i < rows; i++) {
    const own = codes[i]!;
    exactRow(said, i, kind, row);
    correct[i] = rightness(row, own);
    const { top, rest } = kind === "logits" ? softmax(row) : topOf(row);
    confidence[i] = row[top]!;
    entropy[i] = entropyOf(row);
    modifiedEntropy[i] = modifiedEntropyOf(row, own, { top, rest });
  }
  return { ...sure, confidence, entropy, modifiedEntropy, correct };
}

/** Only what shadow models are asked for. Errors as `signalsOf`. */
export function surenessOf(answers: Answers, truth: Truth, model = 0): Sureness {
  const { label, codes, values } = truth;
  const said = saidBy(answers, model);
  const known = label.kind === "class" ? codes : values;
  const outputs = label.kind === "class" ? label.classes.length : 1;
  if (known?.length !== answers.rows || answers.outputs !== outputs || said.length !== answers.rows * outputs)
    throw new RangeError(
      `${answers.outputs} answers for each of ${answers.rows} people cannot be compared with ${outputs} of ${known?.length ?? 0}`,
    );
  if (label.kind === "number" || codes === null)
    return { phi: closeness(said, values ?? new Float64Array(), label), logp: null };
  const wild = codes.find((code) => !(code >= 0 && code < outputs));
  if (wild !== undefined) throw new RangeError(`there are ${outputs} classes, and ${wild} is none of them`);
  return ofClasses(answers, said, codes);
}

function saidBy({ perModel }: Answers, model: number): Said {
  const said = perModel[model];
  if (!said) throw new RangeError(`${perModel.length} models answered, and ${model} was asked for`);
  return said;
}

/** Infinite ones are brought to where numbers that can be squared end. */
export const tamed = (x: number): number => Math.max(-farthest, Math.min(farthest, x));

/**
 * phi = log p_y - log of the sum of all other probabilities (Carlini et al. 2022, §VI-C): the others are summed, since 1 - p_y has nothing left of them where p_y is
 * nearly 1. From logits it does not pass through probabilities at all.
 */
function ofClasses({ rows, outputs, kind }: Answers, said: Said, codes: Int32Array): Sureness {
  const [phi, logp] = [new Float64Array(rows), new Float64Array(rows)];
  const row = new Float64Array(outputs);
  for (let i = 0; i < rows; i++) {
    const own = codes[i]!;
    exactRow(said, i, kind, row);
    if (kind === "logits") {
      const odds = tamed(row[own]! - logSumOfOthers(row, own));
      phi[i] = odds;
      logp[i] = odds > 0 ? -Math.log1p(Math.exp(-odds)) : odds - Math.log1p(Math.exp(odds));
    } else {
      let others = 0;
      for (let c = 0; c < outputs; c++) if (c !== own) others += row[c]!;
      logp[i] = Math.log(row[own]! + tiny);
      phi[i] = logp[i]! - Math.log(others + tiny);
    }
  }
  return { phi, logp };
}

function logSumOfOthers(logits: Float64Array, own: number): number {
  let top = -Infinity;
  for (let c = 0; c < logits.length; c++) if (c !== own && logits[c]! > top) top = logits[c]!;
  let sum = 0;
  for (let c = 0; c < logits.length; c++) if (c !== own) sum += Math.exp(logits[c]! - top);
  return top + Math.log(sum);
}

function closeness(said: Said, values: Float64Array, label: Label): Float64Array {
  const { mean, deviation } = label.kind === "number" ? label : { mean: 0, deviation: 1 };
  return values.map((value, i) => {
    const answer = said[i]!;
    const error = ((Number.isNaN(answer) ? mean : answer) - value) / deviation;
    return -Math.log(Math.min(error * error, Number.MAX_VALUE) + leastError);
  });
}

/** 1: nothing is above the true class; where c classes share the highest place, 1/c. */
function rightness(row: Float64Array, own: number): number {
  let same = 0;
  for (const other of row) {
    if (other > row[own]!) return 0;
    if (other === row[own]!) same++;
  }
  return 1 / same;
}

/** The largest of a row, and what is left for all others, which 1 - p would round to 0. */
interface Top {
  readonly top: number;
  readonly rest: number;
}

const topOf = (p: Float64Array): Top => {
  const top = highest(p);
  return { top, rest: 1 - p[top]! };
};

function highest(row: Float64Array): number {
  let top = 0;
  for (let c = 1; c < row.length; c++) if (row[c]! > row[top]!) top = c;
  return top;
}

/** In place. */
function softmax(row: Float64Array): Top {
  const top = highest(row);
  const most = row[top]!;
  let others = 0;
  for (let c = 0; c < row.length; c++) {
    row[c] = Math.exp(row[c]! - most);
    if (c !== top) others += row[c]!;
  }
  for (let c = 0; c < row.length; c++) row[c]! /= 1 + others;
  return { top, rest: others / (1 + others) };
}

function entropyOf(p: Float64Array): number {
  let sum = 0;
  for (const one of p) if (one > 0) sum -= one * Math.log(one);
  return sum;
}

/** Song & Mittal 2021, equation 6: -(1 - p_y) log p_y - sum over the others of p_i log(1 - p_i). Low: sure, and right. */
function modifiedEntropyOf(p: Float64Array, own: number, { top, rest }: Top): number {
  const without = (c: number): number => (c === top ? rest : 1 - p[c]!);
  let sum = -without(own) * Math.log(Math.max(p[own]!, least));
  for (let c = 0; c < p.length; c++) if (c !== own) sum -= p[c]! * Math.log(Math.max(without(c), least));
  return sum;
}
