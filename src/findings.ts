/** From turns to findings: what was played, held against its limit. */
import type { Finding, Immutable } from "./check/finding.ts";
import type { Played } from "./check/types.ts";
import { limitFor, type Limits } from "./risk/limits.ts";
import { judge } from "./risk/verdict.ts";
import type { Turn } from "./turn.ts";

const nothing = {
  headline: null,
  measures: [],
  reference: "",
  validity: [],
  curves: [],
  adversary: {},
  facts: {},
} as const satisfies Played;

/** In the order of the turns. Judged together, because Holm's correction runs over all limits of a subject. */
export function findingsOf(turns: readonly Turn[], limits: Limits): readonly Finding[] {
  const judged = turns.map(({ subject, chosen: { check }, outcome }) => {
    const { headline, validity } = "played" in outcome ? outcome.played : nothing;
    const measure = headline?.measure ?? check.measure;
    // A check that was not played has no limit to be held against.
    const limit = "played" in outcome && measure !== null ? limitFor(limits, check.id, measure) : null;
    return { subject: subject.name, headline, validity, limit };
  });
  const judgements = judge(judged);
  return turns.map((turn, i) => {
    const judgement = judgements[i];
    if (!judgement) throw new Error("every finding is judged");
    return findingOf(turn, judgement);
  });
}

function findingOf(
  { subject, chosen, outcome, seconds }: Turn,
  judgement: ReturnType<typeof judge>[number],
): Immutable<Finding> {
  const { check, options } = chosen;
  const { adversary, ...played } = "played" in outcome ? outcome.played : nothing;
  return {
    ...judgement,
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
    advantage: played.headline?.estimate ?? null,
    seconds,
    accepted: null,
  };
}
