/** data/sources: the seven sources of harm, which checks speak of each, and what only people can say. A diagnostic that computes nothing. */
import { z } from "zod";
import { sourcesOfHarm, type Speaking } from "../../subject/datasheet/questions.ts";
import type { DataSubject } from "../../subject/data.ts";
import type { CheckSpec, Json } from "../types.ts";
import { note } from "./notes.ts";
import { words } from "./sources/words.ts";

export type SourcesFacts = {
  readonly sources: readonly {
    readonly id: string;
    readonly text: string;
    /** `lacks`: why a check that was played still says nothing of this source; null: it speaks. `measures`: those that bear on it; none: its headline. */
    readonly checks: readonly {
      readonly check: string;
      readonly measures: readonly string[];
      readonly lacks: string | null;
    }[];
    /** `answer` null: not assessed. */
    readonly questions: readonly { readonly id: string; readonly text: string; readonly answer: string | null }[];
  }[];
};

export const sources: CheckSpec<"data", Record<string, never>> = {
  id: "data/sources",
  ...words,
  measure: null,
  options: z.object({}),
  presets: {},
  works: [],
  applies: () => true,
  estimate: ({ summary }) => ({ tasks: 0, seconds: 0, people: summary.rows["train"] ?? 0, outsiders: 0, chance: 0 }),
  play({ subject: { datasheet, has } }) {
    const found = sourcesOfHarm.map(({ questions, checks, ...source }) => ({
      ...source,
      checks: checks.map((one) => ({ check: one.check, measures: one.measures, lacks: lacking(one, has) })),
      questions: questions.map(({ id, text }) => ({ id, text, answer: datasheet?.[id] ?? null })),
    }));
    const answered = (of: (typeof found)[number]): number =>
      of.questions.filter(({ answer }) => answer !== null).length;
    const [given, all] = [
      found.reduce((sum, one) => sum + answered(one), 0),
      found.reduce((sum, { questions }) => sum + questions.length, 0),
    ];
    const message =
      given === 0
        ? `None of the ${all} questions that only people can answer is answered: they are not assessed.`
        : `Of ${all} questions that only people can answer ${given} are answered. The others are not assessed.`;
    const facts: SourcesFacts = { sources: found };
    return Promise.resolve({
      headline: null,
      measures: found.map((one) => {
        const [num, den] = [answered(one), one.questions.length];
        const share = { value: num / den, low: null, high: null, confidence: 0.95, n: den, num, den };
        return { id: "answered", of: { source: one.id }, ...share, status: "ok" as const };
      }),
      reference: "every question is answered",
      validity: given < all ? [note("not-assessed", message)] : [],
      curves: [],
      adversary: {},
      facts: { ...facts } satisfies { readonly [name: string]: Json },
    });
  },
};

function lacking({ needs, unless }: Speaking, has: DataSubject["has"]): string | null {
  if (needs !== undefined && !has[needs]) return `needs --${needs} FILE`;
  return unless !== undefined && has[unless] ? `was held against --${unless} instead` : null;
}
