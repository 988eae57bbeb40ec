/** From headlines and limits to verdicts (risk.md §6): pass and fail need proof, everything else is inconclusive and says what would decide it. */
import type { Counts, Headline, Judgement, Validity } from "../check/finding.ts";
import { holm } from "../stats/multiple.ts";
import * as inverted from "./interval.ts";
import { needs, needsOfGaps, needsOutsiders } from "./needs.ts";

interface Judged {
  readonly subject: string;
  readonly headline: Headline | null;
  readonly validity: readonly Validity[];
  readonly limit: number | null;
  /** A claimed epsilon, which is the limit; p of "the claim is true". */
  readonly claim?: { readonly p: number } | undefined;
}

/** One tail of the printed 95 % interval. */
const alpha = 0.025;

/** p of "the truth of the largest is not above the limit", over all games of the suite with Bonferroni: below .025 exactly when the printed low is above the limit. */
export const pFail = (counts: readonly Counts[], limit: number): number =>
  Math.min(1, counts.length * Math.min(...counts.map((one) => inverted.pFail(one, limit))));

/** p of "the truth of the largest is not below the limit": every game must be below it. */
export const pPass = (counts: readonly Counts[], limit: number): number =>
  Math.max(...counts.map((one) => inverted.pPass(one, limit)));

/**
 * One judgement per finding, in order. Holm runs over all limits of the same subject: auditing table B beside A does not change A's verdict.
 * A finding that validity keeps from failing cannot fail, but still counts as one of the limits.
 */
export function judge(findings: readonly Judged[]): Judgement[] {
  const tests = findings.map(({ headline, validity, limit, claim }) => {
    if (claim && !blockedBy(validity, null)) return { pFail: claim.p, pPass: null };
    if (headline === null || limit === null || blockedBy(validity, headline)) return null;
    const testable = !barredBy(validity, headline, limit);
    return { pFail: testable ? pFail(headline.counts, limit) : null, pPass: pPass(headline.counts, limit) };
  });
  const corrected = new Map<number, { readonly p: number; readonly limits: number }>();
  for (const subject of new Set(findings.map((finding) => finding.subject))) {
    const own = findings.flatMap((finding, i) =>
      finding.subject === subject && finding.limit !== null && (finding.headline !== null || finding.claim) ? [i] : [],
    );
    const adjusted = holm(own.map((i) => tests[i]?.pFail ?? 1));
    own.forEach((i, place) => corrected.set(i, { p: adjusted[place] ?? 1, limits: own.length }));
  }
  return findings.map((finding, i) => {
    const { limit, headline } = finding;
    const test = tests[i];
    if (!test || limit === null) return unjudged(finding);
    const holmP = test.pFail === null ? null : (corrected.get(i)?.p ?? 1);
    if (finding.claim) return { limit, ...test, pFailHolm: holmP, ...refuted(limit, holmP ?? 1) };
    if (headline === null) return unjudged(finding);
    return {
      limit,
      pFail: test.pFail,
      pFailHolm: holmP,
      pPass: test.pPass,
      ...decide(finding, { headline, limit, holmP, limits: corrected.get(i)?.limits ?? 1 }),
    };
  });
}

type Decision = Pick<Judgement, "verdict" | "needs" | "reason">;

/** A claimed epsilon can be refuted, never confirmed. */
function refuted(epsilon: number, p: number): Decision {
  if (p < alpha) return { verdict: "fail", needs: null, reason: null };
  const message = `The claimed epsilon of ${epsilon} was not refuted, which does not confirm it: other attacks may find more.`;
  const remedy = "Play more canaries, or read the proof of the training's privacy.";
  return { verdict: "none", needs: null, reason: { code: "not-refuted", message, remedy } };
}

/** The printed interval decides; p values only add Holm's condition to a fail. */
function decide(
  { validity }: Judged,
  { headline, limit, holmP, limits }: { headline: Headline; limit: number; holmP: number | null; limits: number },
): Decision {
  const { value, low, high } = headline.estimate;
  if (high <= limit) return { verdict: "pass", needs: null, reason: null };
  if (low !== null && low > limit) {
    const barred = barredBy(validity, headline, limit);
    if (barred) return { verdict: "inconclusive", needs: null, reason: because(barred) };
    if (holmP !== null && holmP < alpha) return { verdict: "fail", needs: null, reason: null };
    const stricter = strictLow(headline, limits);
    return {
      verdict: "inconclusive",
      needs: needed(headline, stricter, limit),
      reason: {
        code: "not-after-holm",
        message: `The interval lies above the limit, but one of ${limits} limits is exceeded by accident too easily: after the correction for ${limits} limits it is not certain enough.`,
        remedy: "Audit more people, or set fewer limits.",
      },
    };
  }
  const more = needed(headline, value < limit ? high : (low ?? -Infinity), limit);
  return { verdict: "inconclusive", needs: more, reason: undecided(more, headline) };
}

/** Scores: whoever is in the data has one already, so only outsiders can be added; so many as the attack with the largest bound needs. */
function needed(headline: Headline, bound: number, limit: number): NonNullable<Judgement["needs"]> {
  const { value, n } = headline.estimate;
  if (headline.counts.every(({ design }) => design === "gap"))
    return needsOfGaps(headline.counts.map(asGap(headline.counts.length)), { people: n, limit });
  const scores = headline.counts.filter((counts) => counts.design === "scores");
  const [first] = scores;
  if (!first) return needs(n, value, bound, limit);
  const end = bound > value ? "high" : "low";
  const endOf = (counts: Counts): number => inverted.interval(counts, 2 * alpha)[end];
  const deciding = scores.reduce((a, b) => (endOf(b) > endOf(a) ? b : a), first);
  return needsOutsiders(deciding, { value, bound, limit });
}

/** With the lower end corrected for as many gaps as are judged together, as it is printed. */
const asGap =
  (judgedTogether: number) =>
  (counts: Counts): Parameters<typeof needsOfGaps>[0][number] => ({
    n: counts.design === "gap" ? counts.groups.reduce((sum, group) => sum + group.n, 0) : counts.n,
    value: inverted.value(counts),
    low: inverted.interval(counts, (2 * alpha) / judgedTogether).low,
    high: inverted.interval(counts, 2 * alpha).high,
  });

function undecided(more: NonNullable<Judgement["needs"]>, { counts }: Headline): NonNullable<Judgement["reason"]> {
  if (more.kind === "too-near")
    return {
      code: "too-near",
      message: counts.some(({ design }) => design === "scores")
        ? "The estimate lies too near the limit to be decided, however many outsiders are added."
        : "The estimate lies too near the limit to be decided.",
      remedy: "More people will hardly decide it: change what is audited, or the limit.",
    };
  if (more.kind === "members")
    return {
      code: "too-few-members",
      message: "Too few people in the data were played on to decide it, however many outsiders are added.",
      remedy: "Play on more of them (targets), where there are more; if all were, read the interval as it stands.",
    };
  const gap = counts.every(({ design }) => design === "gap");
  const people = more.only === "outsiders" ? "outsiders" : gap ? "people" : "people, and outsiders in proportion,";
  return {
    code: "interval-crosses-limit",
    message: "The interval crosses the limit.",
    remedy: `About ${more.more} more ${people} would decide it (80 % chance).`,
  };
}

/** The low end at the level that Holm asks of the most striking of so many limits. */
function strictLow(headline: Headline, limits: number): number {
  const gamma = (2 * alpha) / (limits * headline.counts.length);
  return Math.max(...headline.counts.map((counts) => inverted.interval(counts, gamma).low));
}

/** No limit, a diagnostic, or something that keeps any verdict from standing. */
function unjudged({ headline, validity, limit }: Judged): Judgement {
  const none = { limit, pFail: null, pFailHolm: null, pPass: null, needs: null };
  const blocked = blockedBy(validity, headline);
  if (limit !== null && blocked) return { ...none, verdict: "inconclusive", reason: because(blocked) };
  const reason =
    limit === null && headline !== null
      ? { code: "no-limit", message: "No limit was set.", remedy: "Set one in the configuration, or choose a policy." }
      : {
          code: "diagnostic",
          message: "This is a diagnostic, which is never judged.",
          remedy: "Look at the attacks for a verdict.",
        };
  return { ...none, verdict: "none", reason };
}

/** Some remarks are about one limited measure only. */
const concerns = ({ measure }: Validity, headline: Headline | null): boolean =>
  measure === undefined || headline === null || measure === headline.measure;

const blockedBy = (validity: readonly Validity[], headline: Headline | null): Validity | undefined =>
  validity.find((one) => one.effect === "blocks" && concerns(one, headline));

/** What keeps this limit from failing. */
const barredBy = (validity: readonly Validity[], headline: Headline, limit: number): Validity | undefined =>
  validity.find(
    (one) => concerns(one, headline) && (one.from === undefined ? one.effect === "blocks-fail" : limit >= one.from),
  );

const because = ({ code, message }: Validity): NonNullable<Judgement["reason"]> => ({
  code,
  message,
  remedy: remedies[code] ?? "See the notes on validity of this check.",
});

const remedies: { readonly [code: string]: string } = {
  "no-control": "Give a holdout: people of the same population whom the generator never saw.",
  "too-few-trials": "Give more people, or more people outside the data.",
  "control-saturated": "Make the attack harder: fewer columns, a smaller k, a narrower tolerance.",
  "members-shifted": "Give a holdout drawn like the people in the data: split one table at random.",
  "tied-scores": "Use attacks that give finer scores.",
  "constant-score": "Give tables with more columns that the attacks can use.",
  "control-overlaps-training": "Give a holdout that shares no people with the training table.",
};
