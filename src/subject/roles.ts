/** What the user said of the columns; every name must be a column of the tables. */
import { TelltaleError } from "../error.ts";
import { nearest } from "../table/near.ts";
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
    for (const column of columns) known(column, `columns.${role}`, summary);
}

/** @throws TelltaleError COLUMN_UNKNOWN, with the nearest name */
export function known(column: string, role: string, { columns }: TablesSummary, more = ""): void {
  const names = columns.map(({ name }) => name);
  if (names.includes(column)) return;
  const near = nearest(column, names);
  const listed = `${names.slice(0, 60).join(", ")}${names.length > 60 ? " …" : ""}`;
  throw new TelltaleError("COLUMN_UNKNOWN", {
    message: `${role} names "${column}", which is not a column of the tables`,
    hint: `${near === null ? "" : `Did you mean "${near}"? `}The columns are: ${listed}.${more === "" ? "" : ` ${more}`}`,
  });
}
