/** Who is played on in games with a model: people in the data and outsiders, one row each, and the groups that they belong to. */
import { boosted, crossPredict } from "../../learn/cross.ts";
import { columnsIn, readData } from "../../learn/trainers/data.ts";
import { sample, shuffled, stream } from "../../stats/stream.ts";
import { readCrowd } from "../../subject/crowd.ts";
import type { Crowd, ModelSubject } from "../../subject/model.ts";
import type { Column, Tables } from "../../table/types.ts";
import type { Reader, Work } from "../../work.ts";
import type { BothScores, Grouped } from "../bearers.ts";
import { fewest, groupColumns } from "../groups.ts";

export type PeopleInput = {
  readonly crowd: string;
  /** At most so many on each side; null: everybody. */
  readonly targets: number | null;
  readonly seed: number;
  /** For groups: of the tables, null where there are none. */
  readonly tables: string | null;
  readonly columns: readonly string[];
  readonly protected: readonly string[];
};
/** Rows of the crowd, one a person. */
export type People = {
  readonly members: Uint32Array;
  readonly outsiders: Uint32Array;
  /** Row numbers in train and in the holdout. */
  readonly origin: { readonly members: Uint32Array; readonly outsiders: Uint32Array };
  readonly groups: readonly Grouped[];
};

/** What every check of a model asks for with the same options: the same people. */
export const peopleInput = (
  { crowd, tables, columns, protected: declared }: ModelSubject,
  targets: number | "all",
  seed: number,
): PeopleInput => ({
  crowd,
  targets: targets === "all" ? null : targets,
  seed,
  tables,
  columns,
  protected: declared,
});

export const peopleWork: Work<PeopleInput, People> = {
  id: "model/people@1",
  async run({ crowd: key, targets, seed, tables, columns, protected: declared }, reader) {
    const crowd = await readCrowd(reader, key);
    const sides = sidesOf(crowd, targets, seed);
    const at = (rows: Uint32Array): Uint32Array => rows.map((row) => crowd.origin[row]!);
    const origin = { members: at(sides.members), outsiders: at(sides.outsiders) };
    const ofClasses = classGroups(crowd, sides);
    const ofTables = tables === null ? [] : await tableGroups(reader, tables, { origin, columns, declared });
    return { ...sides, origin, groups: [...ofClasses, ...ofTables] };
  },
};

/** Drawn at random by name; of a person with several rows one, at random. */
function sidesOf(
  { members, rows, person, digest }: Crowd,
  targets: number | null,
  seed: number,
): { readonly members: Uint32Array; readonly outsiders: Uint32Array } {
  const side = (name: string, from: number, to: number): Uint32Array => {
    const own = oneEach(person, from, to, () =>
      shuffled(to - from, stream(seed, "model/people", digest, name, "rows")),
    );
    return sample(own.length, targets ?? own.length, stream(seed, "model/people", digest, name))
      .map((at) => own[at]!)
      .toSorted();
  };
  return { members: side("members", 0, members), outsiders: side("outsiders", members, rows) };
}

function oneEach(person: Int32Array | null, from: number, to: number, order: () => Uint32Array): Uint32Array {
  if (person === null) return Uint32Array.from({ length: to - from }, (_, i) => from + i);
  const seen = new Set<number>([-1]);
  return order()
    .map((i) => from + i)
    .filter((row) => !seen.has(person[row]!) && seen.add(person[row]!));
}

type Sides = Pick<People, "members" | "outsiders">;

/** Per class: does it leak more of some classes? Those that few people have are merged. */
function classGroups({ label, codes }: Crowd, { members, outsiders }: Sides): Grouped[] {
  if (codes === null || label.kind !== "class") return [];
  const count = (rows: Uint32Array): Uint32Array => {
    const counts = new Uint32Array(label.classes.length);
    for (const row of rows) counts[codes[row]!]!++;
    return counts;
  };
  const [inside, outside] = [count(members), count(outsiders)];
  const named = [...label.classes.keys()].filter((code) => Math.min(inside[code]!, outside[code]!) >= fewest);
  const merged = named.length < label.classes.length ? named.length : -1;
  const labels = [...named.map((code) => label.classes[code]!), ...(merged < 0 ? [] : ["(other)"])];
  if (labels.length < 2) return [];
  const place = Int32Array.from(label.classes, (_, code) => (named.includes(code) ? named.indexOf(code) : merged));
  const of = (rows: Uint32Array): Int32Array => Int32Array.from(rows, (row) => place[codes[row]!]!);
  return [{ name: label.column, labels, members: of(members), outsiders: of(outsiders), protected: true }];
}

async function tableGroups(
  reader: Reader,
  key: string,
  {
    origin,
    columns,
    declared,
  }: { readonly origin: People["origin"]; readonly columns: readonly string[]; readonly declared: readonly string[] },
): Promise<Grouped[]> {
  const { train, holdout } = (await reader.get(key)) as unknown as Tables; // the output of table/read
  if (!train || !holdout) return [];
  const names = searched(columns, declared);
  return groupColumns(
    { table: train, rows: origin.members },
    { table: holdout, rows: origin.outsiders },
    { columns: names, protected: declared },
  ).map((group) => ({ ...group }));
}

/** Hundreds of columns would make the search for the worst group one for the luckiest. */
const mostSearched = 40;
const searched = (columns: readonly string[], declared: readonly string[]): readonly string[] =>
  columns.length <= mostSearched ? columns : declared;

/** Of fewer people a model learns nothing about either side. */
export const fewestForBlind = 10;
/** More people, or columns, teach it little and take long. */
const most = { people: 5000, columns: 100 };

export type BlindInput = {
  readonly pool: string;
  readonly crowd: string;
  readonly people: string;
  readonly seed: number;
};

/**
 * A model that tells people in the data from outsiders without ever seeing the audited one, asked about people it was not trained on: what it can tell is no leak
 * but a difference of the two groups. With very many columns it looks at a hundred of them, drawn at random. `people`: key of `People`.
 */
export const blindWork: Work<BlindInput, BothScores> = {
  id: "model/blind@1",
  async run({ pool, crowd: crowdKey, people: key, seed }, reader) {
    const { members, outsiders } = (await reader.get(key)) as unknown as People;
    const crowd = await readCrowd(reader, crowdKey);
    const data = columnsIn(await readData(reader, pool));
    const rows = Uint32Array.from([...members, ...outsiders]);
    const chosen = sample(data.length, most.columns, stream(seed, "model/blind", "columns")).toSorted();
    const features = [labelColumn(crowd), ...Array.from(chosen, (at) => data[at]!)].map((column) =>
      taken(column, rows),
    );
    const codes = new Int32Array(rows.length).fill(1, 0, members.length);
    const scores = crossPredict(
      features,
      { kind: "class", codes, classes: 2 },
      { learner: boosted({ trees: 50 }), folds: rows.length > 2 * most.people ? 2 : 5, seed: [seed, "model/blind"] },
    );
    return { members: scores.slice(0, members.length), outsiders: scores.slice(members.length) };
  },
};

function labelColumn({ label, codes, values }: Crowd): Column {
  if (codes !== null && label.kind === "class")
    return { kind: "category", name: label.column, codes, labels: label.classes, flag: null };
  return { kind: "number", name: label.column, values: values ?? new Float64Array(), integer: false };
}

const taken = (column: Column, rows: Uint32Array): Column =>
  column.kind === "category"
    ? { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) }
    : { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
