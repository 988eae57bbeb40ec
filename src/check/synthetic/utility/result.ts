/** From what both models said to measures, and to what a reader should know of them. */
import { row } from "../../../risk/measures.ts";
import { mcnemar } from "../../../stats/difference.ts";
import { wilson } from "../../../stats/proportion.ts";
import type { Measure, Validity } from "../../finding.ts";
import type { Json, Played } from "../../types.ts";
import type { Modelled } from "./model.ts";
import { accuracies, aucs, type Both, guesses, macroAuc, r2s, type Score } from "./scores.ts";

interface Pair {
  readonly tstr: Modelled;
  readonly trtr: Modelled;
}
interface About {
  readonly label: string;
  readonly holdout: boolean;
}
interface Scored {
  readonly measures: readonly Measure[];
  readonly facts: { readonly [name: string]: Json };
  /** Why nothing was measured. */
  readonly trouble?: string;
}

/** Fewer show hardly any loss. */
const few = 50;

export function judged(pair: Pair, about: About): Played {
  const n = pair.tstr.truth.length;
  const { measures, facts, trouble } = score(pair, { label: about.label, model: "boosted" });
  return {
    headline: null,
    measures,
    reference: about.holdout
      ? "a model trained on people in the data, tested on the same outsiders"
      : "a model trained on two thirds of the people in the data, tested on the last third",
    validity: [...remarks(pair, about), ...(trouble === undefined ? [] : [remark("nothing-to-measure", trouble)])],
    curves: [],
    adversary: {},
    facts: {
      label: about.label,
      tested: n,
      learnt: { synthetic: rowsOf(pair.tstr), real: rowsOf(pair.trtr) },
      holdout: about.holdout,
      ...facts,
    },
  };
}

const rowsOf = ({ classes, learnt }: Modelled): number =>
  classes === null ? (learnt[0] ?? 0) : learnt.reduce((sum, count) => sum + count, 0);

type Of = { readonly label: string; readonly model: string };

function score({ tstr, trtr }: Pair, of: Of): Scored {
  const n = tstr.truth.length;
  if (n === 0 || rowsOf(tstr) === 0 || rowsOf(trtr) === 0)
    return { measures: [], facts: {}, trouble: "No row with a label is left to learn from or to test on." };
  const { classes } = tstr;
  if (classes === null) return numbers({ tstr, trtr }, of);
  const truth = Int32Array.from(tstr.truth);
  const present = new Set(truth);
  if (present.size < 2)
    return {
      measures: [],
      facts: {},
      trouble: "All people tested have the same label: no model can be better than another.",
    };
  return occurring({ tstr, trtr }) === 2
    ? binary(truth, { tstr, trtr }, of)
    : several(truth, { tstr, trtr }, of, classes);
}

/** Classes among real people, learnt from or tested on. */
function occurring({ tstr, trtr }: Pair): number {
  const tested = new Set(tstr.truth);
  return [...trtr.learnt].filter((count, code) => count > 0 || tested.has(code)).length;
}

/** The pair of scores, and what it costs, in rows. */
function rows(
  name: string,
  { tstr, trtr, loss }: Both,
  { of, n, small }: { of: Of; n: number; small?: boolean },
): Measure[] {
  const line = (id: string, { value, low, high }: Score): Measure =>
    row({ id, of, value, low, high, n, ...(small && { status: "small" }) });
  return [line(`tstr.${name}`, tstr), line(`trtr.${name}`, trtr), line("tstr.loss", loss)];
}

function binary(truth: Int32Array, { tstr, trtr }: Pair, of: Of): Scored {
  const n = truth.length;
  const classes = tstr.classes ?? 2;
  const positive = Math.max(...truth);
  const is = truth.map((code) => (code === positive ? 1 : 0));
  const chance = ({ said }: Modelled): Float64Array => Float64Array.from(is, (_, i) => said[i * classes + positive]!);
  const both = aucs(is, chance(tstr), chance(trtr));
  if (!both) return { measures: [], facts: {}, trouble: "Fewer than two people tested have one of the two labels." };
  const ones = is.reduce((sum, one) => sum + one, 0);
  return {
    measures: [
      ...rows("auc", both, { of, n, small: Math.min(ones, n - ones) < 10 }),
      row({ id: "baseline.auc", of, value: 0.5, low: 0.5, high: 0.5, n }),
    ],
    facts: { kind: "two classes", accuracy: right(truth, { tstr, trtr }, classes).shares },
  };
}

/** Who is guessed right by either model, and by naming the class that is most frequent among the real people learnt from. */
function right(truth: Int32Array, { tstr, trtr }: Pair, classes: number) {
  const hits = ({ said }: Modelled): Uint8Array => {
    const guess = guesses(said, classes);
    return Uint8Array.from(truth, (code, i) => (guess[i] === code ? 1 : 0));
  };
  const most = trtr.learnt.indexOf(Math.max(...trtr.learnt));
  const found = {
    tstr: hits(tstr),
    trtr: hits(trtr),
    baseline: Uint8Array.from(truth, (code) => (code === most ? 1 : 0)),
  };
  const share = (of: Uint8Array): number => of.reduce((sum, one) => sum + one, 0) / of.length;
  return { ...found, shares: { tstr: share(found.tstr), trtr: share(found.trtr), majority: share(found.baseline) } };
}

function several(truth: Int32Array, { tstr, trtr }: Pair, of: Of, classes: number): Scored {
  const n = truth.length;
  const found = right(truth, { tstr, trtr }, classes);
  const { pairs, ...both } = accuracies(found.tstr, found.trtr);
  const hits = found.baseline.reduce((sum, one) => sum + one, 0);
  const auc = (name: string, { said }: Modelled): Measure =>
    row({ id: `${name}.auc-macro`, of, value: macroAuc(truth, said, classes), low: null, high: null, n });
  return {
    measures: [
      ...rows("accuracy", both, { of, n }),
      row({ id: "baseline.accuracy", of, value: hits / n, ...wilson(hits, n), n, hits }),
      auc("tstr", tstr),
      auc("trtr", trtr),
    ],
    facts: { kind: "classes", classes: occurring({ tstr, trtr }), mcnemar: mcnemar(pairs[1] ?? 0, pairs[2] ?? 0) },
  };
}

function numbers({ tstr, trtr }: Pair, of: Of): Scored {
  const truth = Float64Array.from(tstr.truth);
  const both = r2s(truth, tstr.said, trtr.said);
  if (!both) return { measures: [], facts: {}, trouble: "The label does not vary among the people tested." };
  const guess = new Float64Array(truth.length).fill(trtr.learnt[1] ?? 0);
  const n = truth.length;
  const known = r2s(truth, guess, trtr.said)?.tstr;
  return {
    measures: [...rows("r2", both, { of, n }), ...(known ? [row({ id: "baseline.r2", of, ...known, n })] : [])],
    facts: { kind: "number" },
  };
}

const remark = (code: string, message: string): Validity => ({ code, message, effect: "note" });

function remarks({ tstr, trtr }: Pair, { label, holdout }: About): Validity[] {
  const found: Validity[] = [];
  if (!holdout)
    found.push(
      remark(
        "no-holdout",
        "Without a holdout both models are tested on a third of the people in the data. The generator saw them, so that the synthetic table looks more useful than it is.",
      ),
    );
  const missing = tstr.missing.learning + trtr.missing.learning + tstr.missing.test;
  if (missing > 0) found.push(remark("label-missing", `${missing} rows have no value of "${label}" and are left out.`));
  const n = tstr.truth.length;
  if (n < few)
    found.push(remark("too-few-trials", `Only ${n} people are tested: a loss must be very large to be seen.`));
  if (tstr.classes !== null) {
    const tested = new Set(tstr.truth);
    const real = [...trtr.learnt.keys()].filter((code) => (trtr.learnt[code] ?? 0) > 0 || tested.has(code));
    const lost = real.filter((code) => tstr.learnt[code] === 0).length;
    if (lost > 0)
      found.push(
        remark(
          "classes-unseen",
          `${lost} of the ${real.length} values of "${label}" never occur in the synthetic table: a model trained on it cannot name them.`,
        ),
      );
  }
  return found;
}
