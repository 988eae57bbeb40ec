/** What the user said of the columns; every name must be a column of the tables. */
import { TelltaleError } from "../error.ts";
import type { TablesSummary } from "../table/types.ts";

export interface Roles {
  readonly key: readonly string[];
  readonly secrets: readonly string[];
  readonly ignore: readonly string[];
  readonly label?: string | undefined;
  /** The value of the label that counts as the good outcome. */
  readonly positive?: string | number | boolean | undefined;
  readonly protected: readonly string[];
  readonly quasiIdentifiers: readonly string[];
  readonly types: { readonly [column: string]: "number" | "category" | "time" | "key" | "text" };
}

/** @throws TelltaleError COLUMN_UNKNOWN */
export function checkRoles(roles: Roles, summary: TablesSummary): void {
  const { key, secrets, ignore, types, label, quasiIdentifiers } = roles;
  const named = { key, secrets, ignore, protected: roles.protected, quasiIdentifiers, types: Object.keys(types) };
  for (const [role, columns] of Object.entries({ ...named, label: label === undefined ? [] : [label] }))
    for (const column of columns) known(column, role, summary);
}

function known(column: string, role: string, { columns }: TablesSummary): void {
  if (columns.some(({ name }) => name === column)) return;
  throw new TelltaleError("COLUMN_UNKNOWN", {
    message: `columns.${role} names "${column}", which is not a column of the tables`,
    hint: `The columns are: ${columns.map(({ name }) => name).join(", ")}.`,
  });
}
