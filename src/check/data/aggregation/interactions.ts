/** Whether a label goes with a column in the same way in all groups, as a work. */
import { type Slope, slopeGap, slopeInterval, slopeP, slopesBy } from "../../../bias/slopes.ts";
import { holm } from "../../../stats/multiple.ts";
import type { Cast } from "../../../subject/data.ts";
import { pick } from "../../../table/columns.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Divided, divided } from "../proxy/people.ts";
import { type Feature, featuresOf } from "./features.ts";
import { type Target, targetsOf } from "./targets.ts";

export type InteractionsInput = {
  readonly tables: string;
  readonly cast: string;
  /** Without the protected ones. */
  readonly columns: readonly string[];
};

/** In units of the label (of a class: its share) for one standard deviation of a number, or for the value of a category against all others. */
export type Drawn = {
  readonly n: number;
  readonly slope: number;
  readonly low: number;
  readonly high: number;
};
export type Interaction = {
  readonly column: string;
  readonly value: string | null;
  readonly class: string | null;
  readonly groups: readonly ({ readonly group: string } & Drawn)[];
  readonly gap: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly largest: string;
    readonly smallest: string;
    readonly n: number;
    /** Of "the same slope in all groups" (Cochran's Q); `adjusted` over all that was compared (Holm). */
    readonly p: number;
    readonly adjusted: number;
  };
  readonly whole: Drawn | null;
  /** With what groups differ in on average taken out. */
  readonly within: Drawn | null;
  /** Everybody together has the one sign, the groups by themselves the other, and both surely. */
  readonly reversed: boolean;
};
export type Divisions = {
  readonly attribute: string;
  /** Largest gap that is surely there first. */
  readonly interactions: readonly Interaction[];
  /** Columns, or values of them, of which slopes were compared. */
  readonly compared: number;
  /** Of those, how many differ between groups, corrected over all attributes. */
  readonly differing: number;
};

const level = 0.05;
/** A number's slope must not hang on one person; of a value so many people of a group must have it, and as many must not. */
const mostLeverage = 0.5;
const fewest = 10;

export const interactionsWork: Work<InteractionsInput, readonly Divisions[]> = {
  id: "data/aggregation-slopes@1",
  async run({ tables: key, cast: of, columns }, reader) {
    const { train } = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(of)) as unknown as Cast; // the output of the cast's work
    if (!train || !cast.label) return [];
    const targets = targetsOf(cast.label);
    const features = pick(train, columns).flatMap(featuresOf);
    const found = cast.attributes.map((attribute) => {
      const people = divided(attribute);
      const asked = targets.flatMap((target) => features.flatMap((feature) => between(people, feature, target) ?? []));
      return { attribute: attribute.name, asked };
    });
    return corrected(found);
  },
};

interface Asked {
  /** Not yet corrected for how many there are. */
  readonly found: Interaction;
  /** P of "everybody and the groups by themselves do not point opposite ways"; 1: they do not. */
  readonly reversal: number;
}

/** Null: fewer than two groups have a slope. */
function between(people: Divided, { column, value, values: x }: Feature, target: Target): Asked | null {
  const { labels, codes } = people;
  const leverage = value === null ? mostLeverage : 1 / fewest;
  const { groups, whole, within } = slopesBy({ x, y: target.values, codes, groups: labels.length, leverage });
  const gap = slopeGap(groups);
  if (!gap) return null;
  const { largest, smallest, value: apart, low, high, n, p } = gap;
  const found: Interaction = {
    column,
    value,
    class: target.class,
    groups: groups.flatMap((one, g) => (one ? [{ group: labels[g]!, ...drawn(one) }] : [])),
    gap: { value: apart, low, high, n, p, adjusted: p, largest: labels[largest]!, smallest: labels[smallest]! },
    whole: whole && drawn(whole),
    within: within && drawn(within),
    reversed: false,
  };
  const opposite = whole && within && whole.slope * within.slope < 0;
  return { found, reversal: opposite ? Math.max(slopeP(whole), slopeP(within)) : 1 };
}

function drawn(slope: Slope): Drawn {
  return { n: slope.n, slope: slope.slope, ...slopeInterval(slope) };
}

function corrected(found: readonly { readonly attribute: string; readonly asked: readonly Asked[] }[]): Divisions[] {
  const all = found.flatMap(({ asked }) => asked);
  const adjusted = holm(all.map(({ found: { gap } }) => gap.p));
  const reversals = holm(all.map(({ reversal }) => reversal));
  let next = 0;
  return found.map(({ attribute, asked }) => {
    const interactions = asked.map(({ found: one }): Interaction => {
      const at = next++;
      return { ...one, gap: { ...one.gap, adjusted: adjusted[at]! }, reversed: reversals[at]! < level };
    });
    return {
      attribute,
      compared: interactions.length,
      differing: interactions.filter(({ gap }) => gap.adjusted < level).length,
      interactions: interactions.toSorted((a, b) => b.gap.low - a.gap.low || a.gap.p - b.gap.p),
    };
  });
}
