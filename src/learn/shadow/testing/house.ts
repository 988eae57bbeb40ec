/** A store and hands for the tests of shadow models, and a small table to learn from. */
import { sealed } from "../../../generate/part.ts";
import { type Computer, openComputer } from "../../../run/compute.ts";
import { openInline } from "../../../run/executor.ts";
import { openStore, type Store } from "../../../run/store.ts";
import { newFolder } from "../../../run/testing/look.ts";
import { stream } from "../../../stats/stream.ts";
import type { Column } from "../../../table/types.ts";
import { letters, numbers } from "../../testing/made.ts";
import { type PoolInput, poolWork } from "../../trainers/works.ts";
import { works } from "./works.ts";

export interface House {
  readonly store: Store;
  readonly computer: Computer;
}

/** A run of its own on a store, which may be one that others have used. */
export function openHouse(store = openStore(newFolder())): House {
  return { store, computer: openComputer(store, openInline(store, works)) };
}

/** Columns that say nothing of the label: a category, and numbers; the label, which comes last, has equally likely classes. */
export function noise(rows: number, { classes = 2, numeric = 2 } = {}): Column[] {
  const s = stream(1, "testing", "noise", rows);
  const normal = (): number[] => Array.from({ length: rows }, () => s.normal());
  const codes = (most: number): number[] => Array.from({ length: rows }, () => s.int(most));
  const columns = Array.from({ length: numeric }, (_, i) => numbers(`x${i}`, normal()));
  return [...columns, letters("c", codes(4), 4), letters("label", codes(classes), classes)];
}

/** The key of a pool of these columns, the part "train". */
export async function pooled(
  { computer }: House,
  columns: readonly Column[],
  input: Partial<Omit<PoolInput, "tables">> = {},
): Promise<string> {
  const [first] = columns;
  const rows = !first ? 0 : first.kind === "category" ? first.codes.length : first.values.length;
  const tables = await computer.put({ train: sealed(columns, rows) });
  const parts = ["train"];
  const whole: PoolInput = { tables, parts, fit: parts, label: "label", columns: null, as: null, ...input };
  const [key = ""] = await computer.refs(poolWork, [whole]);
  return key;
}
