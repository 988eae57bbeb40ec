/** Which columns hang together, among real people and in the synthetic table, and where the two differ. */
import { heat } from "../plot/heat.ts";
import { associationsOf, type Associations } from "../words/facts.ts";
import { list, short } from "../words/names.ts";
import { decimal } from "../words/numbers.ts";
import { figure } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import type { Played } from "./suite.ts";

export function associations(played: readonly Played[]): Markup | null {
  const shown = played.flatMap(({ finding }) => {
    const found = associationsOf(finding);
    return found ? [{ found, subject: finding.subject }] : [];
  });
  const [first] = shown;
  if (!first) return null;
  const several = played.length > 1;
  const name = (subject: string): string => (several ? `: ${short(subject, 24)}` : "");
  const real = figure(
    "Among real people",
    map("Associations among real people", first.found.columns, first.found.real),
  );
  const maps = shown.flatMap(({ found, subject }) => {
    const difference = found.synthetic.map((row, i) => row.map((value, j) => value - (found.real[i]?.[j] ?? 0)));
    return [
      figure(
        `In the table${name(subject)}`,
        map(`Associations in the table${name(subject)}`, found.columns, found.synthetic),
      ),
      figure(
        `Difference${name(subject)}`,
        html`${map(`Difference of associations${name(subject)}`, found.columns, difference)}
          <p class="s mute">${largest(found)}</p>`,
      ),
    ];
  });
  return html`<h4 class="sub4">Which columns hang together</h4>
    <div class="plots">${real}${maps}</div>`;
}

interface Pair {
  readonly names: string;
  readonly value: number;
}
function pairs(columns: readonly string[], values: readonly (readonly number[])[]): readonly Pair[] {
  return columns
    .flatMap((a, i) =>
      columns.slice(0, i).map((b, j) => ({ names: `${short(b, 24)} and ${short(a, 24)}`, value: values[i]?.[j] ?? 0 })),
    )
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function map(title: string, columns: readonly string[], values: readonly (readonly number[])[]): Markup {
  const all = pairs(columns, values);
  const said = all
    .slice(0, 5)
    .map(({ names, value }) => `${names} ${decimal(value, 2)}`)
    .join(", ");
  const mean = all.reduce((sum, { value }) => sum + Math.abs(value), 0) / Math.max(1, all.length);
  return heat({ title, columns, values, said: `largest ${said}; ${decimal(mean, 2)} on average` });
}

/** The same in words for everybody. */
function largest({ columns, real, synthetic }: Associations): string {
  const at = new Map(columns.map((column, i) => [column, i]));
  const apart = columns
    .flatMap((a, i) => columns.slice(0, i).map((b) => [b, a] as const))
    .map(([b, a]) => {
      const [i, j] = [at.get(a) ?? 0, at.get(b) ?? 0];
      return { a, b, was: real[i]?.[j] ?? 0, is: synthetic[i]?.[j] ?? 0 };
    })
    .toSorted((x, y) => Math.abs(y.is - y.was) - Math.abs(x.is - x.was))
    .slice(0, 2)
    .filter(({ was, is }) => Math.abs(is - was) >= 0.05);
  if (apart.length === 0) return "No pair of columns differs by 0.05 or more.";
  const said = apart.map(
    ({ a, b, was, is }) =>
      `${short(b, 20)} with ${short(a, 20)} (${decimal(was, 2)} among real people, ${decimal(is, 2)} here)`,
  );
  return `Most apart: ${list(said)}.`;
}
