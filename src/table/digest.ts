/** The name of a table's content: the same data has the same digest, whatever file it came from and whatever it is compared with. */
import { createHash } from "node:crypto";
import type { CategoryColumn, Column } from "./types.ts";

/** A column's digest: of its values, or of the labels that this table uses and their places among them. */
export function columnDigest(column: Column, labels: Iterable<string>): string {
  const hash = createHash("sha256");
  if (column.kind !== "category") return hash.update(bytes(column.values)).digest("hex");
  const used = usedLabels(column);
  const places = new Int32Array(used.length);
  let count = 0;
  let at = 0;
  for (const label of labels) {
    if (used[at]) {
      places[at] = count++;
      hash.update(`${JSON.stringify(label)}\n`);
    }
    at++;
  }
  return hash.update(bytes(column.codes.map((code) => (code < 0 ? -1 : places[code]!)))).digest("hex");
}

function usedLabels({ codes, labels }: CategoryColumn): Uint8Array {
  const used = new Uint8Array(labels.length);
  for (const code of codes) if (code >= 0) used[code] = 1;
  return used;
}

const bytes = ({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Of the columns by name: their order in the file does not matter. */
export function tableDigest(
  rows: number,
  columns: readonly { readonly column: Column; readonly digest: string }[],
): string {
  const list = columns.map(({ column: { name, kind }, digest }) => [name, kind, digest] as const);
  const sorted = list.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify(["telltale/table@1", rows, sorted]))
    .digest("hex");
}
