/** What a census table's summary looks like: fifteen columns and an identifier, with shapes that differ a little between the tables. */
import type { Subject } from "../../run/schema.ts";

export const columnNames: readonly string[] =
  "age workclass fnlwgt education education_num marital_status occupation relationship race sex capital_gain capital_loss hours_per_week native_country income".split(
    " ",
  );
const whole = new Set(["age", "fnlwgt", "education_num", "capital_gain", "capital_loss", "hours_per_week"]);

/** A hump, or a falling tail, that depends on the column's place only; `shift` moves it a little. */
function histogram(place: number, shift: number, bins: number): number[] {
  const centre = (place * 7) % 12;
  return Array.from({ length: bins }, (_, i) =>
    Math.round(400 * Math.exp(-(((i - centre - shift) / (2 + (place % 3))) ** 2)) + 3 * ((i * place) % 5)),
  );
}

export function dataOf(
  names: readonly string[],
  { name, holdout }: { name: string; holdout: boolean },
): Subject["data"] {
  const parts = ["synthetic", "train", ...(holdout ? ["holdout"] : [])];
  const rows = Object.fromEntries(parts.map((part) => [part, 2000]));
  const columns = names.map((column, place): Subject["data"]["columns"][number] => {
    const number = whole.has(column);
    const bins = number ? 12 : Math.min(12, 2 + ((place * 3) % 11));
    const distinct = number ? 70 + place * 40 : bins;
    const tables = Object.fromEntries(
      parts.map((part, i) => [
        part,
        {
          missing: place % 6 === 1 ? 113 - i : 0,
          distinct,
          histogram: histogram(place, part === "synthetic" ? 0.6 : i * 0.05, bins),
        },
      ]),
    );
    return { name: column, kind: number ? "number" : "category", integer: number, distinct, flag: null, tables };
  });
  const key: Subject["data"]["columns"][number] = {
    name: "person_id",
    kind: "category",
    integer: false,
    distinct: 4000,
    flag: "key",
    tables: Object.fromEntries(parts.map((part) => [part, { missing: 0, distinct: 2000, histogram: [] }])),
  };
  return {
    rows,
    digests: Object.fromEntries(
      parts.map((part) => [part, part === "synthetic" ? `digest of ${name}` : `digest of ${part}`]),
    ),
    columns: [...columns, key],
    duplicates: {
      train: 2,
      holdoutInTrain: holdout ? 0 : null,
      syntheticInTrain: name === "flip30" ? 99 : 0,
      syntheticInHoldout: holdout ? 0 : null,
    },
    remarks: [{ code: "missing-words", column: "workclass", message: "“?” was read as missing." }],
  };
}
