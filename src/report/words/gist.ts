/** What a check of training data found, in half a sentence: of the measures that bear on a question, the most telling one. */
import type { RepresentationFacts } from "../../check/data/representation/facts.ts";
import type { Finding } from "../../check/finding.ts";
import { list, short } from "./names.ts";
import { advantage, interval, percent } from "./numbers.ts";
import { rateName } from "./rates.ts";

type Measure = Finding["measures"][number];

/** Of all rows where there is such a number, else the one that is surely largest, for chance makes small groups differ most. No ids: the headline. "" if there is none. */
export function gistOf({ headline, measures: all, facts }: Finding, ids: readonly string[]): string {
  if (ids.length === 0) {
    if (!headline) return "";
    const { of, estimate } = headline;
    return said({ id: headline.measure, of: of ?? undefined, ...estimate });
  }
  const bearing = all.filter(({ id, status, value }) => ids.includes(id) && status === "ok" && value !== null);
  const whole = bearing.filter(({ of }) => Object.keys(of ?? {}).length === 0);
  const [largest] = (whole.length > 0 ? whole : bearing).toSorted(
    (x, y) => sure(y) - sure(x) || Math.abs(y.value ?? 0) - Math.abs(x.value ?? 0),
  );
  return largest ? `${said(largest)}${yardstick(largest, facts)}` : "nothing to report";
}

/** A distance to equal numbers is not one to a population. */
function yardstick({ id, of }: Measure, facts: Finding["facts"] | undefined): string {
  if (id !== "tv" && id !== "holdout.tv") return "";
  const { features = [] } = (facts ?? {}) as unknown as Partial<RepresentationFacts>;
  const feature = features.find(({ name }) => name === (of?.["attribute"] ?? of?.["column"]));
  return feature?.basis === "uniform" ? " for all groups to be of one size" : "";
}

/** How far from 0 it is at least. */
const sure = ({ value, low, high }: Measure): number => {
  if (low === null || high === null) return Math.abs(value ?? 0);
  return low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
};

interface Numbered {
  readonly id: string;
  readonly of?: Measure["of"] | undefined;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

function said({ id, of = {}, value, low, high, n }: Numbered): string {
  const number = `${advantage(value)} ${interval(low, high)}`;
  const name = (key: string): string => short(of[key] ?? "", 60);
  const share = `${percent(value, n)} ${interval(low, high, (x) => percent(x, n))}`;
  // Which of two words says the sign, so that the number need not.
  const apart = (more: string, less: string): string =>
    (value ?? 0) < 0
      ? `${advantage(negated(value))} ${interval(negated(high), negated(low))} ${less}`
      : `${number} ${more}`;
  const between = `differs by ${number} between groups of ${about(of)}`;
  switch (id) {
    case "difference":
      return `the ${rateName(of["rate"] ?? "")}${of["class"] === undefined ? "" : ` of ${name("class")}`} ${between}`;
    case "base-rate.difference":
      return `how often people have the label${of["class"] === undefined ? "" : ` ${name("class")}`} ${between}`;
    case "mean-label.difference":
      return `the mean of the label ${between}`;
    case "label-noise.difference":
      return `how often labels look wrong ${between}`;
    case "second-label.difference":
      return `how often a second source says otherwise ${between}`;
    case "missing.difference":
      return `how often ${name("column")} is missing ${between}`;
    case "heaping.difference":
      return `how often ${name("column")} is a multiple of ${name("base")} ${between}`;
    case "clipping.difference":
      return `how often ${name("column")} is its ${name("end")} value, ${name("value")}, ${between}`;
    case "default.difference":
      return `how often ${name("column")} is ${name("value")} ${between}`;
    case "slope.difference":
      return `what ${name("column")}${of["value"] === undefined ? "" : ` = ${name("value")}`} says of the label ${between}`;
    case "own-model-gain":
      return `for ${name("group")} a model of their own is ${apart("better", "worse")}`;
    case "proxy-auc":
      return `the other columns tell ${name("attribute")} with an AUC of ${number}`;
    case "tv":
      return `by ${about(of)}, ${share} of people would have to be others`;
    case "holdout.tv":
      return `by ${about(of)}, ${share} of the test set would have to be others`;
    case "told-apart":
      return `a classifier tells the two tables apart with an AUC of ${number}`;
    case "holdout-in-train":
      return `${share} of the test set are in the table`;
    case "least-error":
      return `every model gets ${share} of the labels wrong, for equal people have different ones`;
    case "divergence":
      return `among ${listed(of["subgroup"], "&", 40)} the ${rateName(of["outcome"] ?? "").replaceAll("-", " ")} is ${apart("higher", "lower")} than among everybody`;
    case "price":
      return `to have ${listed(of["criterion"]?.replaceAll("-", " "), "+")} between groups of ${name("attribute")} costs ${number}`;
    default:
      return `${id} ${number}${Object.keys(of).length === 0 ? "" : ` (${short(Object.values(of).join(", "), 60)})`}`;
  }
}

const negated = (x: number | null): number | null => (x === null ? null : -x);

const listed = (joined = "", by: string, most = 30): string => list(joined.split(by).map((each) => short(each, most)));

const about = (of: NonNullable<Measure["of"]>): string =>
  of["attribute"] === undefined ? short(of["column"] ?? "", 30) : listed(of["attribute"], "&");
