/** synthetic/membership: can an outsider tell who is in the data? */
import { z } from "zod";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { Validity } from "../finding.ts";
import type { CheckSpec, Compute, Played } from "../types.ts";
import { bearers, type BothScores } from "../bearers.ts";
import { overlap } from "../overlap.ts";
import { toldApart } from "../told-apart.ts";
import { playedOn } from "./arena.ts";
import type { Encoding } from "./attacks/near.ts";
import { attackIds, type Suite, suiteOf } from "./attacks/suite.ts";
import { words } from "./membership-words.ts";
import { blindScores, type GameInput, nearScores, people, tableScores } from "./membership-works.ts";
import { leastToDivide } from "./sides.ts";

export type MembershipOptions = {
  readonly targets: number | "all";
  readonly reference: number;
  readonly encoding: "standardised" | "raw" | "both";
  readonly attacks: readonly (typeof attackIds)[number][] | null;
};

const id = "synthetic/membership";

const options = z.object({
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(10_000)
    .describe('people in the data, and as many outside, to ask about; "all": everybody'),
  reference: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.5)
    .describe("the share of the holdout that the attacker may look at, and that nobody asks about; 0: none"),
  encoding: z
    .enum(["standardised", "raw", "both"])
    .default("both")
    .describe(
      "how far numbers are apart: in standard deviations of the synthetic table, as they are, or once so and once so",
    ),
  attacks: z.array(z.enum(attackIds)).min(1).nullable().default(null).describe("the attacks to play; null: all"),
});

export const membership: CheckSpec<"synthetic", MembershipOptions> = {
  id,
  ...words,
  measure: "advantage",
  alsoLimited: ["tpr@fpr=0.01"],
  options,
  presets: { quick: { targets: 500 }, thorough: { targets: 50_000 } },
  works: [people, nearScores, tableScores, blindScores, bearers],
  applies({ columns, holdout, summary: { rows } }) {
    if (!holdout)
      return {
        reason: "nobody is known who is not in the data, and the attacks are played on both",
        remedy: "Give a holdout: people of the same population whom the generator never saw (--holdout).",
      };
    if (columns.length === 0)
      return {
        reason: "no column is left to compare: all are keys, free text or ignored",
        remedy: "Give the columns that describe people in columns.types, or ignore fewer of them.",
      };
    return (
      (rows["synthetic"] ?? 0) > 0 || {
        reason: "the synthetic table has no rows",
        remedy: "Give the table that is to be released.",
      }
    );
  },
  estimate(subject, chosen) {
    const { rows } = subject.summary;
    const synthetic = rows["synthetic"] ?? 0;
    const all = rows["holdout"] ?? 0;
    const aside = all < leastToDivide ? 0 : Math.floor(chosen.reference * all);
    const members = playedOn(rows["train"], chosen.targets);
    const outsiders = playedOn(all - aside, chosen.targets);
    const suite = suiteOf({ ...asked(chosen), reference: aside > 0 ? "given" : "none" });
    const tasks =
      3 + suite.tables.length + groupsOf(suite.near).length * (portions(members).length + portions(outsiders).length);
    const width = subject.columns.length / 15;
    // Measured on Adult: indexes, densities and a classifier once, then neighbours and densities for each person.
    const seconds =
      0.5 + (2 + synthetic / 30_000) * width + 1e-3 * width * (members + outsiders) * Math.sqrt(synthetic / 40_000);
    return {
      tasks,
      seconds,
      people: members,
      outsiders,
      chance: 0.1,
      attacks: suite.near.length + suite.tables.length,
    };
  },
  async play(game) {
    const { subject, options: chosen, seed, compute } = game;
    const { tables, columns, key } = subject;
    const { targets, reference } = chosen;
    const input: GameInput = { tables, columns, key, targets: targets === "all" ? null : targets, reference, seed };
    const [who] = await compute(people, [{ ...input, protected: subject.protected }]);
    if (!who) throw new Error("compute gives one output for one input");
    const sides = { members: who.members.length, outsiders: who.outsiders.length };
    const suite = suiteOf({ ...asked(chosen), reference: who.reference > 0 ? "given" : "none" });
    const [near, learnt, [blind]] = await Promise.all([
      scoresOfNear(suite.near, { input, compute, sides: { train: sides.members, holdout: sides.outsiders } }),
      compute(
        tableScores,
        suite.tables.map((attack) => ({ ...input, attack: attack.id })),
      ),
      compute(blindScores, Math.min(sides.members, sides.outsiders) < fewestForBlind ? [] : [input]),
    ]);
    const found = new Map([...near, ...suite.tables.map((attack, at) => [attack.id, learnt[at]!] as const)]);
    const scores = attackIds.flatMap((attack) => {
      const both = found.get(attack);
      return both ? [{ of: { attack }, ...both }] : [];
    });
    return await toldApart(game, {
      id,
      scores,
      blind,
      groups: who.groups,
      rows: { members: who.members, outsiders: who.outsiders },
      silent: "closest",
      validity: [...withoutReference(suite.left, who.reference), ...overlap(subject)],
      reference: "what the same attack says of people who are not in the data",
      adversary: knowledge(subject, who.reference),
      facts: {
        attacks: scores.map(({ of }) => of.attack),
        encoding: chosen.encoding,
        reference: who.reference,
        columns: columns.length,
        ...sides,
      },
    });
  },
};

const asked = ({ encoding, attacks }: MembershipOptions) => ({ encoding, wanted: attacks });

/** One search for all attacks that are played on the same encoding. */
function groupsOf(near: Suite["near"]): { readonly encoding: Encoding; readonly placed: Suite["near"] }[] {
  const encodings = [...new Set(near.map(({ encoding }) => encoding))];
  return encodings.map((encoding) => ({ encoding, placed: near.filter((each) => each.encoding === encoding) }));
}

/** Of fewer people a model learns nothing about either side. */
const fewestForBlind = 10;

/** About a second's work. */
const size = 1000;
const portions = (n: number): { readonly from: number; readonly to: number }[] =>
  Array.from({ length: Math.ceil(n / size) }, (_, i) => ({ from: i * size, to: (i + 1) * size }));

async function scoresOfNear(
  near: Suite["near"],
  {
    input,
    compute,
    sides,
  }: {
    readonly input: GameInput;
    readonly compute: Compute;
    readonly sides: { readonly train: number; readonly holdout: number };
  },
): Promise<(readonly [id: string, scores: BothScores])[]> {
  const found = await Promise.all(
    groupsOf(near).map(async ({ encoding, placed }) => {
      const attacks = placed.map(({ attack }) => attack.id);
      const [members, outsiders] = await Promise.all(
        (["train", "holdout"] as const).map((part) =>
          compute(
            nearScores,
            portions(sides[part]).map((portion) => ({ ...input, part, ...portion, encoding, attacks })),
          ),
        ),
      );
      const all = (parts: typeof members, attack: string): Float64Array =>
        Float64Array.from((parts ?? []).flatMap((part) => [...(part[attack] ?? [])]));
      return placed.map(
        ({ id: name, attack }) =>
          [name, { members: all(members, attack.id), outsiders: all(outsiders, attack.id) }] as const,
      );
    }),
  );
  return found.flat();
}

function knowledge({ columns }: Synthetic, reference: number): Played["adversary"] {
  const others = reference > 0 ? `, and ${reference.toLocaleString("en-US")} people of the same population` : "";
  return { knows: `${columns.length} columns about each person`, holds: `the released table${others}` };
}

function withoutReference(left: readonly string[], reference: number): Validity[] {
  if (left.length === 0 || reference > 0) return [];
  return [
    {
      code: "no-reference",
      message: `No outsiders were put aside for the attacker to look at, so ${left.length} attacks that compare with them were not played (${left.join(", ")}). A holdout of ${leastToDivide} people or more can be divided.`,
      effect: "note",
    },
  ];
}
