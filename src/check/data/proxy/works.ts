/** How far the other columns give protected attributes away, as a work. */
import type { Cast } from "../../../subject/data.ts";
import type { Column, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { type Joint, jointly } from "./joint.ts";
import { corrected, type Link, linksOf, pairOf } from "./links.ts";
import { type Divided, divided } from "./people.ts";

export type Input = {
  readonly tables: string;
  readonly cast: string;
  /** That describe people, without protected ones, label, prediction, score and weights. */
  readonly columns: readonly string[];
  /** Most rows that a model is learnt and tried on. */
  readonly rows: number;
  /** The strongest columns that are taken away, one after the other. */
  readonly steps: number;
  readonly seed: number;
};
/** What is left without these columns and those of the steps before. */
export type Step = { readonly without: string; readonly joint: Joint | null };
export type GivenAway = {
  readonly attribute: string;
  readonly groups: readonly { readonly group: string; readonly rows: number }[];
  /** Rows without a value, or of groups of fewer than 30. */
  readonly leftOut: number;
  /** The strongest first. */
  readonly links: readonly Link[];
  /** Null: too few groups or rows, or no other column. */
  readonly joint: Joint | null;
  readonly steps: readonly Step[];
};
export type Proxies = {
  readonly rows: number;
  readonly attributes: readonly GivenAway[];
  /** Pairs of protected attributes, which are no proxies of each other. */
  readonly pairs: readonly { readonly attribute: string; readonly other: Link; readonly same: boolean }[];
};

export const proxyWork: Work<Input, Proxies> = {
  id: "data/proxy@2",
  async run({ tables: key, cast: of, columns: names, ...learning }, reader) {
    const { train } = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(of)) as unknown as Cast; // the output of the cast's work
    const columns = train?.columns.filter(({ name }) => names.includes(name)) ?? [];
    const people = cast.attributes.map(divided);
    const links = corrected(people.map((each) => linksOf(columns, each)));
    return {
      rows: cast.rows,
      attributes: people.map((each, i) => givenAway(each, links[i]!, columns, learning)),
      pairs: pairsOf(people),
    };
  },
};

type Learning = Pick<Input, "rows" | "steps" | "seed">;

function givenAway(people: Divided, links: readonly Link[], columns: readonly Column[], learning: Learning): GivenAway {
  const joint = jointly(columns, people, learning);
  const steps: Step[] = [];
  let left = columns;
  for (const { column } of joint ? links.slice(0, learning.steps) : []) {
    left = left.filter(({ name }) => name !== column);
    steps.push({ without: column, joint: jointly(left, people, learning) });
  }
  const groups = people.labels.map((group, g) => ({ group, rows: people.rows[g]! }));
  return { attribute: people.attribute, groups, leftOut: people.leftOut, links, joint, steps };
}

const pairsOf = (all: readonly Divided[]): Proxies["pairs"] =>
  all.flatMap((one, i) =>
    all.slice(i + 1).flatMap((other) => {
      const found = pairOf(one, other);
      return found ? [{ attribute: one.attribute, other: found, same: alike(one, other) }] : [];
    }),
  );

/** They divide people alike, whatever the groups are called. */
function alike(one: Divided, other: Divided): boolean {
  const [there, back] = [new Map<number, number>(), new Map<number, number>()];
  return one.codes.every((code, row) => {
    const twin = other.codes[row]!;
    const [known, reverse] = [there.get(code) ?? twin, back.get(twin) ?? code];
    there.set(code, known);
    back.set(twin, reverse);
    return known === twin && reverse === code;
  });
}
