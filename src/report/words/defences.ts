/** What defences would give and cost, read from a finding, and the sentence about the strongest of each kind. */
import { z } from "zod";
import type { Finding, Measure } from "../../check/finding.ts";
import { visible } from "./names.ts";
import { advantage, decimal, percent } from "./numbers.ts";

const schema = z.array(
  z.object({
    id: z.string(),
    plain: z.string().default(""),
    group: z.string().default(""),
    promise: z.object({ epsilon: z.number(), delta: z.number() }).nullable().default(null),
  }),
);

export interface Defence {
  readonly name: string;
  readonly plain: string;
  /** "none", "answers" or "training". */
  readonly group: string;
  readonly promise: { readonly epsilon: number; readonly delta: number } | null;
  readonly advantage: Measure | null;
  readonly few: Measure | null;
  readonly accuracy: Measure | null;
}

/** In the order in which they were tried; empty where a finding is about something else. */
export function defencesOf({ facts, measures }: Finding): readonly Defence[] {
  const found = schema.safeParse(facts["defences"]);
  if (!found.success) return [];
  return found.data.map(({ id, plain, group, promise }) => {
    const get = (measure: string): Measure | null =>
      measures.find((one) => one.id === measure && one.of?.["defence"] === id && one.value !== null) ?? null;
    return {
      name: id,
      plain,
      group,
      promise,
      advantage: get("advantage"),
      few: get("tpr@fpr=0.01"),
      accuracy: get("accuracy"),
    };
  });
}

export const groupWords: { readonly [group: string]: string } = {
  answers: "Other answers of the same model",
  training: "Other ways of training",
};

/** "ε 8 at δ 0.00005". */
export const promiseWords = ({ promise }: Defence): string =>
  promise === null
    ? ""
    : `promises ε\u00a0=\u00a0${decimal(promise.epsilon, 2).replace(/\.?0+$/, "")} at δ\u00a0=\u00a0${promise.delta.toPrecision(1)}`;

/** The one of each kind that leaves least, with what it costs; beside it what it is compared with. */
export function defenceSentence(all: readonly Defence[]): string {
  const usual = all.find(({ group }) => group === "none");
  if (usual?.advantage?.value == null) return "";
  const before = usual.advantage.value;
  const said = ["answers", "training"].flatMap((group): string[] => {
    const [least] = all
      .filter((one) => one.group === group && one.advantage?.value != null)
      .toSorted((a, b) => (a.advantage?.value ?? 0) - (b.advantage?.value ?? 0));
    if (least?.advantage?.value == null) return [];
    const where = group === "answers" ? "Of other answers" : "Of other ways of training";
    if ((least.advantage.high ?? 1) >= (usual.advantage?.low ?? before))
      return [`${where} none is shown to leave less than the model as it is.`];
    return [
      `${where}, ${visible(least.name)} leaves least: ${advantage(least.advantage.value)} instead of ${advantage(before)}${cost(least, usual)}.`,
    ];
  });
  return said.join(" ");
}

function cost({ accuracy }: Defence, { accuracy: usual }: Defence): string {
  if (accuracy?.value == null || usual?.value == null) return "";
  return `, and is right for ${percent(accuracy.value, accuracy.n)} of people it has not seen instead of ${percent(usual.value, usual.n)}`;
}
