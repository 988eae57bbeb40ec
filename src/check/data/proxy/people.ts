/** Whose attribute is to be given away: the groups of one protected attribute that are large enough, and everybody's place in them. */
import type { Attribute } from "../../../subject/data.ts";
import { groupingsOf } from "../label/groups.ts";
import { small } from "../label/rates.ts";

export interface Divided {
  readonly attribute: string;
  /** With at least 30 rows each. */
  readonly labels: readonly string[];
  /** By row: position in `labels`; -1 = of no value, or of a smaller group. */
  readonly codes: Int32Array;
  /** By label. */
  readonly rows: readonly number[];
  /** Rows in none of them. */
  readonly leftOut: number;
}

export function divided(of: Attribute): Divided {
  const [{ attribute, labels, known, codes } = nothing] = groupingsOf({ attributes: [of] });
  const rows = labels.map(() => 0);
  for (const code of codes) if (code >= 0) rows[code]!++;
  const stays = labels.map((_, g) => known[g] === true && rows[g]! >= small);
  const place = new Int32Array(labels.length).fill(-1);
  let next = 0;
  stays.forEach((is, g) => (place[g] = is ? next++ : -1));
  const placed = codes.map((code) => (code < 0 ? -1 : place[code]!));
  return {
    attribute,
    labels: labels.filter((_, g) => stays[g]),
    codes: placed,
    rows: rows.filter((_, g) => stays[g]),
    leftOut: placed.reduce((sum, code) => sum + Number(code < 0), 0),
  };
}
const nothing = { attribute: "", labels: [], known: [], codes: new Int32Array() };

/** Row numbers of those who are in a group. */
export const inGroups = ({ codes }: Divided): Uint32Array =>
  Uint32Array.from(codes.keys()).filter((row) => codes[row]! >= 0);
