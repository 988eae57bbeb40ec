/** Rows of data as columns for trees, with the truth about each as one column more: an attacker knows it. */
import type { Goal } from "../../../learn/goal.ts";
import { type Data, widthOf } from "../../../learn/trainers/data.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Column } from "../../../table/types.ts";
import type { Reader } from "../../../work.ts";
import type { People } from "../people.ts";

/** Numbers that are held at once: 64 MB. */
const cells = 2 ** 23;
/** Features that are looked at. Of more, such as the pixels of an image, as many are drawn: neighbours say much the same. */
const most = 512;

/** Rows that are made into columns at once; one at least. */
export const roomFor = (data: Data): number => Math.max(1, Math.floor(cells / (Math.min(most, widthOf(data)) + 1)));

/** The features of these rows, the same ones for all data of this width, then the class (the number) of each. */
export function columnsAt(data: Data, rows: Uint32Array): readonly Column[] {
  const width = widthOf(data);
  const drawn = sample(width, most, stream(0, "model/learned", "features", width)).toSorted();
  const features = Array.from(drawn, (feature): Column =>
    data.kind === "columns" ? at(data.columns[feature]!, rows) : numbers(data, feature, rows),
  );
  return [...features, truth(data.goal, rows)];
}

const at = (of: Column, rows: Uint32Array): Column =>
  of.kind === "category"
    ? { ...of, codes: Int32Array.from(rows, (row) => of.codes[row]!) }
    : { ...of, values: Float64Array.from(rows, (row) => of.values[row]!) };

function numbers(data: Extract<Data, { kind: "tensors" }>, feature: number, rows: Uint32Array): Column {
  const width = widthOf(data);
  const values = Float64Array.from(rows, (row) => data.x[row * width + feature]!);
  return { kind: "number", name: `x${feature}`, values, integer: false };
}

function truth(goal: Goal, rows: Uint32Array): Column {
  if (goal.kind === "number") return at({ kind: "number", name: "truth", values: goal.values, integer: false }, rows);
  const labels = Array.from({ length: goal.classes }, (_, code) => String(code));
  return at({ kind: "category", name: "truth", codes: goal.codes, labels, flag: null }, rows);
}

/** Rows of the crowd that are asked about, ascending: of these people (a key of `People`), else all. Of a million outsiders ten thousand are judged: the others would only take long. */
export async function askedRows(reader: Reader, people: string | null, rows: number): Promise<Uint32Array> {
  if (people === null) return Uint32Array.from({ length: rows }, (_, row) => row);
  const { members, outsiders } = (await reader.get(people)) as unknown as People;
  return Uint32Array.from([...members, ...outsiders]).toSorted();
}
