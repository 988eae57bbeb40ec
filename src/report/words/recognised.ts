/** Distinguishing games in words: how many people in the data are recognised at how many false alarms, and how many stand out. */
import type { Exposure, Finding, Measure } from "../../check/finding.ts";
import { kindOfCheck, wordsOfCheck } from "./kinds.ts";
import { falseAlarms, share } from "./limits.ts";
import { advantage, decimal, integer, interval, outOf, percent, spelled } from "./numbers.ts";

const isScores = ({ headline }: Finding): boolean =>
  headline?.counts.every(({ design }) => design === "scores") === true;

/** A measure of the attack that the headline names; of a suite of one it may stand without a name. */
export function ofNamed({ headline, measures }: Finding, id: string): Measure | null {
  const attack = headline?.of?.["attack"];
  const all = measures.filter((measure) => measure.id === id && !(measure.of && "best" in measure.of));
  return all.find(({ of }) => of?.["attack"] === attack) ?? all.find(({ of }) => of === undefined) ?? null;
}

/** "At 10 % false alarms 239 of 1 000 people in the data are found. AUC 0.639 [0.615, 0.663]; 0.5 is guessing." Null for games of another kind. */
export function recognised(finding: Finding): string | null {
  if (!isScores(finding)) return null;
  const rate = ofNamed(finding, "tpr@fpr=0.1");
  const auc = ofNamed(finding, "auc");
  const parts = [
    rate && rate.value !== null
      ? `At 10\u202f% false alarms ${outOf(hitsOf(rate), rate.n)} people ${wordsOfCheck(finding.check).within} are found.`
      : "",
    auc && auc.value !== null ? `AUC ${advantage(auc.value)} ${interval(auc.low, auc.high)}; 0.5 is guessing.` : "",
    unmeasurable(finding),
  ];
  return parts.filter((text) => text !== "").join(" ");
}

/** "49 of 1 000 people in the data are found." */
export function foundAt(finding: Finding, measure: string): string {
  const rate = ofNamed(finding, measure);
  return rate && rate.value !== null
    ? `${outOf(hitsOf(rate), rate.n)} people ${wordsOfCheck(finding.check).within} are found.`
    : "";
}

const hitsOf = ({ hits, value, n }: Measure): number => hits ?? Math.round((value ?? 0) * n);

/** A bad number is not printed: ten outsiders must remain beyond the line. */
function unmeasurable(finding: Finding): string {
  const rate = ofNamed(finding, "tpr@fpr=0.01");
  if (rate?.status !== "not-measurable") return "";
  const [counts] = finding.headline?.counts ?? [];
  const outsiders = counts?.design === "scores" ? counts.controlN : null;
  const needed = 10 / (falseAlarms(rate.id) ?? 0.01);
  return outsiders !== null && outsiders < needed
    ? `At 1\u202f% false alarms: not measurable with ${integer(outsiders)} outsiders (${integer(needed)} needed).`
    : "At 1\u202f% false alarms: not measurable.";
}

/** Several attacks on a model differ in what they take: " to whoever has the file". */
function toWhom({ check, about }: Finding, word: "to" | "by" = "to"): string {
  if (kindOfCheck(check) !== "model") return "";
  const who = { query: "may ask it", labels: "sees only its labels", weights: "has the file", data: "", update: "" };
  const access = who[about.adversary.access];
  return access === "" ? "" : ` ${word} whoever ${access}`;
}

/** For the subject's card. */
export function recognisedCard(finding: Finding): string | null {
  if (!isScores(finding)) return null;
  const { within } = wordsOfCheck(finding.check);
  const [stand] = finding.exposure?.standOut ?? [];
  if (!finding.exposure || !stand) {
    const rate = ofNamed(finding, "tpr@fpr=0.1");
    return (
      rate &&
      `${outOf(hitsOf(rate), rate.n)} people ${within} are recognised${toWhom(finding, "by")}, at one false alarm in ten.`
    );
  }
  return `${outOf(stand.count, finding.exposure.members)} people stand out as being ${within}${toWhom(finding)}, where ${integer(stand.expected)} would without any leak.`;
}

/** "95 stand out, 31 expected": for tables. */
export function standOutRemark({ exposure }: Finding): string {
  const [stand] = exposure?.standOut ?? [];
  return exposure && stand ? `${integer(stand.count)} stand out, ${integer(stand.expected)} expected` : "";
}

/** "At the score that at most 1 in 32 outsiders reaches, 95 of your 1 000 people stand out; 31 would without any leak: an excess of 64 [46, 83]." One for each line. */
export function standOut({ members, standOut: lines }: Exposure): readonly string[] {
  return lines.map(
    ({ bits, count, expected, excess }) =>
      `At the score that at most 1 in ${integer(2 ** bits)} outsiders reaches, ${integer(count)} of your ${integer(members)} people stand out; ${about(expected)} would without any leak: an excess of ${integer(excess.value)} ${interval(excess.low, excess.high, whole)}.`,
  );
}
const about = (expected: number): string =>
  expected < 10 ? decimal(expected, 1).replace(/\.0$/, "") : integer(expected);
const whole = (x: number | null): string => (x !== null && Number.isFinite(x) ? integer(x) : decimal(x, 0));

/** An accusation never stands without its prior, nor a zero without what it could have seen. */
export function accusations({ members, outsiders, accusations: all }: Exposure): readonly string[] {
  return all.map(({ prior, named, wrong, precision, fewest }) => {
    const who = `Someone with a list of which ${priorName(prior)} are your people`;
    const resolution =
      fewest > members
        ? `With ${integer(outsiders)} outsiders nobody could be named at this prior, however much leaks`
        : `With ${integer(outsiders)} outsiders fewer than ${integer(fewest)} people cannot be named`;
    if (named === 0 || precision === null)
      return `${who} can accuse nobody and be right in nine of ten accusations. ${resolution}: 0 does not mean nobody.`;
    return `${who}, who accuses everyone above the line, names ${integer(named)} of your ${integer(members)}${wrong > 0 ? ` and ${integer(wrong)} of the ${integer(outsiders)} outsiders` : ""}, and is right in ${interval(precision.low, precision.high, (x) => percent(x, 0))} of the accusations. ${resolution}.`;
  });
}

function priorName(prior: number): string {
  if (prior === 0.5) return "half";
  const among = Math.round(1 / prior);
  return among <= 12 ? `one in ${spelled(among)}` : share(prior);
}
