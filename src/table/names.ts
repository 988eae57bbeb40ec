/** Names of columns: any text is a name, but every column needs its own. */
import { TelltaleError } from "../error.ts";
import type { Remark } from "./types.ts";

/** A column without a name is called by its place. @throws TelltaleError TABLE_COLUMN_TWICE, TABLE_NO_COLUMNS */
export function checkNames(
  label: string,
  given: readonly string[],
): { readonly names: readonly string[]; readonly remarks: readonly Remark[] } {
  const remarks: Remark[] = [];
  const names = given.map((name, i) => {
    if (name.trim() !== "") return name;
    const message = `Column ${i + 1} has no name; it is called "column${i + 1}".`;
    remarks.push({ code: "column-unnamed", column: `column${i + 1}`, message });
    return `column${i + 1}`;
  });
  if (given.every((name) => name.trim() === ""))
    throw new TelltaleError("TABLE_NO_COLUMNS", {
      message: `"${label}" has no columns`,
      hint: "A table needs named columns: a first line with their names or, in JSON, objects with their names as keys.",
    });
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new TelltaleError("TABLE_COLUMN_TWICE", {
      message: `"${label}" has two columns called "${twice}"`,
      hint: "Give each column a name of its own. Has the file a first line with names?",
    });
  return { names, remarks };
}
