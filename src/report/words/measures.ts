/** Measures beside the attacks, in words: what each is called, how it is written, and what it reads when nothing is wrong. */
import type { Measure } from "../../check/finding.ts";
import { nameOf } from "./games.ts";
import { measureName } from "./limits.ts";
import { capital } from "./names.ts";
import { decimal, integer, interval, outOf, percent, undefinedNumber } from "./numbers.ts";

type Form = "percent" | "three" | "two" | "count";
interface Words {
  readonly name: string;
  readonly form: Form;
  /** How to read it. */
  readonly reads?: string;
}

const known: { readonly [id: string]: Words } = {
  "dcr.train": {
    name: "Distance to the nearest person in the data",
    form: "three",
    reads: "median; to be compared with the next lines",
  },
  "dcr.holdout": { name: "Distance to the nearest outsider", form: "three", reads: "median" },
  "dcr.real": { name: "Distance between people in the data", form: "three", reads: "median to the nearest other" },
  "dcr.share": {
    name: "Rows nearer to people in the data than to outsiders",
    form: "percent",
    reads: "to be compared with the next line",
  },
  "dcr.share.null": { name: "the same, were both alike", form: "percent", reads: "with the range of chance" },
  "nndr.ratio": {
    name: "Nearest against second nearest",
    form: "two",
    reads: "in the data divided by outside; 1 is no difference",
  },
  "identical.train": { name: "Rows that equal a person in the data", form: "percent" },
  "identical.holdout": { name: "Rows that equal an outsider", form: "percent" },
  "identical.share": { name: "Of the equal rows, those that equal people in the data", form: "percent" },
  "identical.share.null": { name: "the same, were both alike", form: "percent", reads: "with the range of chance" },
  nnaa: {
    name: "Nearest neighbours of one’s own kind",
    form: "three",
    reads: "adversarial accuracy; 0.5 where real and synthetic rows are mixed",
  },
  "nnaa.privacy-loss": {
    name: "the same, outsiders minus people in the data",
    form: "three",
    reads: "0 is no difference",
  },
  "sdmetrics.dcr-baseline": { name: "Baseline distance protection", form: "three", reads: "SDMetrics; 1 is best" },
  "sdmetrics.dcr-overfitting": { name: "Overfitting by distance", form: "three", reads: "SDMetrics; 1 is best" },
  "sdmetrics.quality": { name: "Quality score", form: "three", reads: "SDMetrics; 1 is best" },
  "sdmetrics.shapes": { name: "Column shapes", form: "three", reads: "SDMetrics; 1 is best" },
  "sdmetrics.trends": { name: "Pair trends", form: "three", reads: "SDMetrics; 1 is best" },
  overall: { name: "Likeness of one, two and three columns", form: "three", reads: "mean; compare with the ceiling" },
  "overall.ceiling": { name: "the same of another sample of real people", form: "three", reads: "the ceiling" },
  accuracy: { name: "Likeness", form: "three" },
  "accuracy.ceiling": { name: "Likeness of another sample of real people", form: "three" },
  shape: { name: "Shape", form: "three", reads: "1 is the same" },
  association: { name: "Associations between columns", form: "three", reads: "1 is the same" },
  "c2st.auc": {
    name: "A classifier tells synthetic rows from real ones",
    form: "three",
    reads: "AUC; 0.5 where it cannot",
  },
  "pmse.ratio": {
    name: "Propensity error against its expectation",
    form: "two",
    reads: "pMSE; 1 where they are alike",
  },
  "alpha-precision": { name: "Synthetic rows among typical real ones", form: "three", reads: "α-precision; 1 is best" },
  "beta-recall": { name: "Real rows that the table covers", form: "three", reads: "β-recall; 1 is best" },
  "c2st.auc.holdout": {
    name: "A classifier tells synthetic rows from outsiders",
    form: "three",
    reads: "AUC; more than above: the table is nearer to the people in the data",
  },
  "authenticity.holdout": {
    name: "Rows that are no near copy of an outsider",
    form: "three",
    reads: "authenticity; more than above: people in the data are copied more often",
  },
  authenticity: {
    name: "Rows that are no near copy",
    form: "three",
    reads: "authenticity; to be compared with the next line",
  },
  "tstr.auc": { name: "Trained on the synthetic table", form: "three", reads: "AUC on real people" },
  "trtr.auc": { name: "Trained on real people", form: "three", reads: "AUC on other real people" },
  "tstr.accuracy": { name: "Trained on the synthetic table", form: "three", reads: "accuracy on real people" },
  "trtr.accuracy": { name: "Trained on real people", form: "three", reads: "accuracy on other real people" },
  "tstr.r2": { name: "Trained on the synthetic table", form: "three", reads: "R² on real people" },
  "trtr.r2": { name: "Trained on real people", form: "three", reads: "R² on other real people" },
  "tstr.loss": { name: "What the synthetic table costs", form: "three", reads: "the difference" },
  "baseline.auc": { name: "A model that knows nothing", form: "three", reads: "AUC" },
  "baseline.accuracy": { name: "Always the commonest answer", form: "three", reads: "accuracy" },
  "baseline.r2": { name: "Always the mean", form: "three", reads: "R²" },
  pmse: { name: "Propensity error", form: "three", reads: "pMSE" },
  "pmse.ratio.null": { name: "the same, were both alike", form: "two", reads: "with the range of chance" },
  "pmse.ratio.snoke": {
    name: "Propensity error against the expectation of Snoke et al.",
    form: "two",
    reads: "pMSE; 1 where they are alike",
  },
  "auc.over-blind": {
    name: "The attack against the blind classifier",
    form: "three",
    reads: "difference of AUC",
  },
  "k-anonymity": { name: "Smallest group of look-alikes in the table", form: "count", reads: "k-anonymity" },
  "k-anonymity.small": { name: "Rows in groups smaller than five", form: "percent" },
  "k-map": { name: "Fewest people whom one group points at", form: "count", reads: "k-map" },
  "k-map.nobody": { name: "Rows that point at nobody", form: "percent" },
  "l-diversity": { name: "Fewest values of the secret in a group", form: "count", reads: "l-diversity" },
  "l-diversity.single": { name: "Rows in groups with one value of the secret", form: "percent" },
  "t-closeness": { name: "Largest distance of a group to the whole table", form: "three", reads: "t-closeness" },
  "delta-presence.min": { name: "Synthetic rows for each person of a group, fewest", form: "two", reads: "δ-presence" },
  "delta-presence.max": { name: "Synthetic rows for each person of a group, most", form: "two", reads: "δ-presence" },
  "key-found": { name: "People in the data with a row that fits", form: "percent" },
  "key-found.control": { name: "Outsiders with a row that fits", form: "percent" },
  UiO: { name: "People who are alone in their group", form: "percent", reads: "UiO" },
  repU: { name: "Unique people who are replicated", form: "percent", reads: "repU" },
  DiO: { name: "People whose group gives the secret away in the real table", form: "percent", reads: "DiO" },
  DiSCO: { name: "People whose secret the table gives away", form: "percent", reads: "DiSCO" },
  DiSDiO: { name: "People given away in both tables", form: "percent", reads: "DiSDiO" },
  cap: { name: "Rows that fit and tell the truth, people in the data", form: "percent", reads: "CAP" },
  "cap.control": { name: "Rows that fit and tell the truth, outsiders", form: "percent", reads: "CAP" },
  "cap.baseline": { name: "Rows that tell the truth, the whole table", form: "percent", reads: "blind guess" },
  "cap.zero": { name: "CAP with 0 where no row fits", form: "percent" },
  "cap.zero.control": { name: "the same, outsiders", form: "percent" },
  "cap.generalised": { name: "CAP with the nearest rows", form: "percent" },
  "cap.generalised.control": { name: "the same, outsiders", form: "percent" },
  auc: { name: "AUC", form: "three" },
  "blind.auc": {
    name: "A classifier that never saw what is audited",
    form: "three",
    reads: "AUC; 0.5 where it cannot tell",
  },
  "largest-gap": { name: "Largest gap between the curves", form: "three" },
  guesses: { name: "Guesses about canaries that are right", form: "percent", reads: "half by chance" },
  "epsilon.low": { name: "What this proves of ε", form: "two", reads: "0: nothing, which is no proof of privacy" },
  "epsilon.apparent": {
    name: "What this would prove of ε",
    form: "two",
    reads: "had chance drawn the people; never judged",
  },
};

/** "Rows that equal a person in the data"; an unknown measure keeps its id. */
export function measureWords({ id, of }: Measure): {
  readonly name: string;
  readonly reads: string;
  readonly known: boolean;
} {
  const parts = nameOf(of);
  const [, stem = id, suffix = ""] = Object.hasOwn(known, id) ? [] : (/^(.*)\.(holdout|stratified)$/.exec(id) ?? []);
  const words = wordsOf(stem);
  const also =
    suffix === "holdout"
      ? "the same of other real people"
      : suffix === "stratified"
        ? "among people who are alike in what a blind guess sees"
        : "";
  const name = words?.name ?? (also === "" ? stem : capital(measureName(stem)));
  return {
    name: `${name}${also === "" ? "" : `, ${also}`}${parts === "" ? "" : `, ${parts}`}`,
    reads: also === "" ? (words?.reads ?? "") : "",
    known: words !== undefined || also !== "",
  };
}

const wordsOf = (id: string): Words | undefined => (Object.hasOwn(known, id) ? known[id] : undefined);

/** "0.606", "71.1 %", "99 of 2 000"; with its interval where it has one. */
export function measured(measure: Measure): string {
  const { id, value, low, high, n, hits, status } = measure;
  if (status === "not-measurable") return "not measurable";
  if (value === null && low === null) return undefinedNumber;
  const form = (wordsOf(id) ?? wordsOf(id.replace(/\.holdout$/, "")))?.form ?? "three";
  if (form === "percent" && hits !== undefined) return outOf(hits, n);
  const write = (x: number | null): string => number(x, n, form);
  if (value === null) return `at least ${write(low)}`;
  const range = low !== null && high !== null && high > low ? ` ${interval(low, high, write)}` : "";
  return `${write(value)}${range}`;
}

function number(x: number | null, n: number, form: Form): string {
  switch (form) {
    case "percent":
      return percent(x, n);
    case "count":
      return x === null ? undefinedNumber : integer(x);
    case "two":
      return decimal(x, 2);
    case "three":
      return decimal(x, 3);
  }
}

/** Games and their kin, which the panels show in their own way. */
const played = new Set(
  "attack control baseline difference advantage excess excess-hits anonymeter.risk no-leak auc largest-gap blind.auc".split(
    " ",
  ),
);

/** What is shown as a plain line of a table: no games, no corrected maxima. */
export const isPlain = ({ id, of }: Measure): boolean =>
  !played.has(id) &&
  (id.endsWith(".stratified") || !/^(tpr@|realised\.|epsilon\.(?!low$)|shape$|accuracy)/.test(id)) &&
  !(of && "best" in of);
