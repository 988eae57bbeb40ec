/** From turns to findings: what was played, held against its limit. */
import type { Finding, Judgement } from "./check/finding.ts";
import type { Played } from "./check/types.ts";
import { limitFor, type Limits } from "./risk/limits.ts";
import { judge } from "./risk/verdict.ts";
import type { Turn } from "./turn.ts";

const nothing: Played = {
  headline: null,
  measures: [],
  reference: "",
  validity: [],
  curves: [],
  adversary: {},
  facts: {},
};

/** In the order of the turns. Judged together, because Holm's correction runs over all limits of a subject. */
export function findingsOf(turns: readonly Turn[], limits: Limits): readonly Finding[] {
  const toJudge = turns.map((turn) => judgedOf(turn, limits));
  const judgements = judge(toJudge.flat());
  let next = 0;
  return turns.map((turn, i) => findingOf(turn, judgements.slice(next, (next += toJudge[i]?.length ?? 0))));
}

/** The headline, and whatever else of the check has a limit. */
function judgedOf({ subject, chosen: { check }, outcome }: Turn, limits: Limits): Parameters<typeof judge>[0] {
  const { headline, further = [], validity, claim } = "played" in outcome ? outcome.played : nothing;
  if (claim) return [{ subject: subject.name, headline: null, validity, limit: claim.epsilon, claim }];
  return [headline, ...further].map((one) => {
    const measure = one?.measure ?? check.measure;
    // A check that was not played has no limit to be held against.
    const limit = "played" in outcome && measure !== null ? limitFor(limits, check.id, measure) : null;
    return { subject: subject.name, headline: one, validity, limit };
  });
}

function findingOf({ subject, chosen, outcome, seconds }: Turn, judgements: readonly Judgement[]): Finding {
  const { check, options } = chosen;
  const {
    adversary,
    trials: _,
    claim: __,
    further = [],
    exposure = null,
    ...played
  } = "played" in outcome ? outcome.played : nothing;
  const [judgement, ...others] = judgements;
  if (!judgement) throw new Error("every finding is judged");
  return {
    ...judgement,
    verdict: worst(judgements),
    ...("verdict" in outcome && outcome),
    id: `${check.id}:${subject.name}`,
    check: check.id,
    subject: subject.name,
    about: {
      title: check.title,
      question: check.question,
      short: check.short,
      adversary: { ...check.adversary, ...adversary },
      remedy: check.remedy,
      sources: check.sources,
    },
    options,
    ...played,
    further: further.flatMap((one, i) => {
      const judged = others[i];
      return judged ? [{ ...one, ...judged }] : [];
    }),
    exposure,
    advantage: played.headline?.estimate ?? null,
    seconds,
    accepted: null,
  };
}

/** A finding is as bad as the worst of its limits; what has no limit does not count. */
const worst = (judgements: readonly Judgement[]): Judgement["verdict"] =>
  (["fail", "inconclusive", "pass"] as const).find((one) => judgements.some(({ verdict }) => verdict === one)) ??
  "none";
