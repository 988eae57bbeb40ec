/** model/label-only: can somebody who is told nothing but labels tell who was in the training data? */
import { z } from "zod";
import type { Scores } from "../../risk/distinguishing.ts";
import { row } from "../../risk/measures.ts";
import { wilson } from "../../stats/proportion.ts";
import type { ModelSubject } from "../../subject/model.ts";
import { bearers } from "../bearers.ts";
import type { Measure, Validity } from "../finding.ts";
import { overlap } from "../overlap.ts";
import { toldApart } from "../told-apart.ts";
import type { AnyWork, CheckSpec, Game, Played } from "../types.ts";
import { type AttackId, attackIds, attacks } from "./label-only/attacks.ts";
import { labelScores, startingPoints, storedGap } from "./label-only/works.ts";
import { words } from "./label-only/words.ts";
import { blindWork, fewestForBlind, peopleInput, peopleWork } from "./people.ts";

export type LabelOnlyOptions = {
  readonly targets: number | "all";
  readonly copies: number;
  readonly queries: number;
  readonly attacks: readonly AttackId[] | null;
};

const id = "model/label-only";

const options = z.object({
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(1200) // fewer could not keep the usual limit at 1 false alarm in 100
    .describe('people in the data, and as many outside, to ask about; "all": everybody'),
  copies: z.int().min(3).max(10_000).default(60).describe("noised copies of each person's row to ask about"),
  queries: z
    .int()
    .min(50)
    .max(100_000)
    .default(500)
    .describe("most questions about a person in the search for the nearest row with another label"),
  attacks: z.array(z.enum(attackIds)).min(1).nullable().default(null).describe("the attacks to play; null: all"),
});

export const labelOnly: CheckSpec<"model", LabelOnlyOptions> = {
  id,
  ...words,
  measure: "advantage",
  alsoLimited: ["tpr@fpr=0.01"],
  options,
  presets: {
    quick: { targets: 250, copies: 30, queries: 250 },
    thorough: { targets: 2000, copies: 300, queries: 2500 },
  },
  works: [peopleWork, labelScores, storedGap, blindWork, bearers].map((work) => work as unknown as AnyWork), // each is asked for its own inputs only
  applies({ holdout, sides, label }) {
    if (label.kind !== "class")
      return {
        reason: "the model answers with numbers, and there is no label that could stay or change",
        remedy: "Look at model/membership, which is played on numbers, too.",
      };
    if (!holdout || sides.outsiders === 0)
      return {
        reason: "nobody is known who was not in the training data, and the attacks are played on both",
        remedy: "Give a holdout: people of the same population whom the model never saw (--holdout).",
      };
    return (
      sides.members > 0 || {
        reason: "nobody in the training data has a known label",
        remedy: "Give the rows that the model was trained on, with their labels (--train).",
      }
    );
  },
  estimate(subject, chosen) {
    const most = chosen.targets === "all" ? Infinity : chosen.targets;
    const [members, outsiders] = [subject.sides.members, subject.sides.outsiders].map((n) => Math.min(n, most));
    const people = members ?? 0;
    const others = outsiders ?? 0;
    const played = playedOn(subject, chosen);
    const costs = played.map((attack) => {
      const each = queriesOf(attack, chosen);
      const tasks = portions(people, each).length + portions(others, each).length;
      return { tasks, queries: (people + others) * each + (attack === "boundary" ? tasks * startingPoints : 0) };
    });
    const sum = (of: "tasks" | "queries"): number => costs.reduce((total, cost) => total + cost[of], 0);
    return {
      tasks: 3 + sum("tasks"),
      seconds: 1 + sum("queries") * secondsOf(subject),
      people,
      outsiders: others,
      chance: 0.1,
      attacks: played.length,
      queries: sum("queries"),
    };
  },
  async play(game) {
    const { subject, options: chosen, seed, compute, refs } = game;
    const input = peopleInput(subject, chosen.targets, seed);
    const [[who], [people = ""]] = await Promise.all([compute(peopleWork, [input]), refs(peopleWork, [input])]);
    if (!who) throw new Error("compute gives one output for one input");
    const sides = { members: who.members.length, outsiders: who.outsiders.length };
    const { pool, crowd } = subject;
    const few = Math.min(sides.members, sides.outsiders) < fewestForBlind;
    const [scores, [blind]] = await Promise.all([
      everyScore(game, { people, sides }),
      compute(blindWork, pool === null || few ? [] : [{ pool, crowd, people, seed }]),
    ]);
    const played = playedOn(subject, chosen);
    const validity = [...leftOut(subject, chosen), ...overlap(subject)];
    return await toldApart(game, {
      id,
      scores,
      blind,
      groups: who.groups,
      rows: who.origin,
      silent: "boundary",
      validity,
      measures: accuracies(scores),
      reference: "what the same attack says of people whom the model never saw",
      adversary: knowledge(played, chosen),
      facts: {
        attacks: [...played],
        copies: chosen.copies,
        queries: chosen.queries,
        ...sides,
      },
    });
  },
};

/** Those that are wanted and can be played. */
function playedOn({ target, pool }: ModelSubject, { attacks: wanted }: LabelOnlyOptions): readonly AttackId[] {
  const askable = target.kind === "onnx" && pool !== null;
  return attacks
    .filter((each) => (wanted?.includes(each.id) ?? true) && (askable || !each.asks))
    .map((each) => each.id);
}

function leftOut(subject: ModelSubject, chosen: LabelOnlyOptions): Validity[] {
  const played = playedOn(subject, chosen);
  const left = attackIds.filter((each) => (chosen.attacks?.includes(each) ?? true) && !played.includes(each));
  if (left.length === 0) return [];
  return [
    {
      code: "attacks-left-out",
      message: `Not played: ${left.join(", ")}: these ask about rows that nobody has, and only the model's answers for people were given. Give the model itself (--model).`,
      effect: "note",
    },
  ];
}

const queriesOf = (attack: AttackId, { copies, queries }: LabelOnlyOptions): number =>
  attack === "gap" ? 1 : attack === "boundary" ? queries : copies;

/** Questions of one task: about a second's work. */
const most = 25_000;
function portions(people: number, queries: number): { readonly from: number; readonly to: number }[] {
  const size = Math.max(1, Math.floor(most / queries));
  return Array.from({ length: Math.ceil(people / size) }, (_, i) => ({ from: i * size, to: (i + 1) * size }));
}

/** Of one core, for a question about a row of fifteen columns, or of some hundred numbers: measured with a small network on Adult and on Location-30. A large model takes as long as it takes. */
const secondsOf = ({ summary }: ModelSubject): number => 2.5e-5 * (1 + summary.columns.length / 150);

async function everyScore(
  { subject, options: chosen, seed, compute }: Game<ModelSubject, LabelOnlyOptions>,
  {
    people,
    sides,
  }: { readonly people: string; readonly sides: { readonly members: number; readonly outsiders: number } },
): Promise<Scores[]> {
  const { target, pool, crowd } = subject;
  return await Promise.all(
    playedOn(subject, chosen).map(async (attack): Promise<Scores> => {
      const of = { attack };
      if (target.kind === "predictions" || pool === null) {
        if (target.kind === "onnx") throw new Error("a model that can be asked has rows to be asked about");
        const [both] = await compute(storedGap, [{ answers: target.answers, crowd, people }]);
        if (!both) throw new Error("compute gives one output for one input");
        return { of, ...both };
      }
      const queries = queriesOf(attack, chosen);
      const [members, outsiders] = await Promise.all(
        (["members", "outsiders"] as const).map(async (side) =>
          joined(
            await compute(
              labelScores,
              portions(sides[side], queries).map((portion) => ({
                target,
                pool,
                crowd,
                people,
                side,
                ...portion,
                attack,
                queries,
                seed,
              })),
            ),
          ),
        ),
      );
      return { of, members: members ?? new Float64Array(), outsiders: outsiders ?? new Float64Array() };
    }),
  );
}

const joined = (parts: readonly Float64Array[]): Float64Array => Float64Array.from(parts.flatMap((part) => [...part]));

/** How often the model is right, on people in the data and on outsiders: what `gap` compares. */
function accuracies(scores: readonly Scores[]): Measure[] {
  const gap = scores.find(({ of }) => of["attack"] === "gap");
  if (!gap) return [];
  return (["members", "outsiders"] as const).map((side) => {
    const n = gap[side].length;
    const hits = gap[side].reduce((sum, right) => sum + right, 0);
    const part = side === "members" ? "train" : "holdout";
    return row({ id: "accuracy", of: { part }, value: hits / n, ...wilson(hits, n), n, hits });
  });
}

function knowledge(played: readonly AttackId[], chosen: LabelOnlyOptions): Played["adversary"] {
  const each = played.reduce((sum, attack) => sum + queriesOf(attack, chosen), 0);
  return {
    holds: `the model's label for ${each === 1 ? "each person's row" : `each person's row and for rows like it, at most ${each.toLocaleString("en-US")} questions a person`}`,
  };
}
