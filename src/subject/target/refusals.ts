/** Words that messages about a model and the rows it is asked about have in common. */

const most = 8;

/** At most eight names. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

/** Rows by their numbers from 1 on, some of them. */
export function listedRows(first: readonly number[], count: number): string {
  const shown = first.slice(0, 5).map((row) => String(row + 1));
  const rest = count - shown.length;
  return `row${count === 1 ? "" : "s"} ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
