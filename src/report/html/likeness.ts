/** How like the real table the synthetic one is, in one, two and three columns at once, beside what another sample of real people reaches. */
import type { Measure } from "../../check/finding.ts";
import { ticks } from "../plot/scale.ts";
import { short } from "../words/names.ts";
import { advantage, undefinedNumber } from "../words/numbers.ts";
import type { Markup } from "./markup.ts";
import { html } from "./markup.ts";
import { estimateTable } from "./rows.ts";
import { term } from "./term.ts";
import type { Played } from "./suite.ts";

const waysNames: { readonly [ways: string]: string } = {
  "1": "each column",
  "2": "two columns at once",
  "3": "three columns at once",
};

/** So many subjects fit beside the plot. */
const abreast = 3;

export function likeness(played: readonly Played[]): Markup | null {
  const tables: Markup[] = [];
  for (let i = 0; i < played.length; i += abreast) {
    const table = tableOf(played.slice(i, i + abreast), played.length > 1);
    if (table) tables.push(table);
  }
  if (tables.length === 0) return null;
  return html`${tables}
    <div class="p s mute after">
      ${term("fidelity", "Likeness")} of 1 is the same table. Above the ceiling lies only what keeps more of these very
      people than another sample of the population would.
    </div>`;
}

function tableOf(played: readonly Played[], several: boolean): Markup | null {
  const of = (id: string, ways: string): readonly (Measure | null)[] =>
    played.map(
      ({ finding }) => finding.measures.find((measure) => measure.id === id && measure.of?.["ways"] === ways) ?? null,
    );
  const ways = Object.keys(waysNames).filter((one) => of("accuracy", one).some((found) => found !== null));
  if (ways.length === 0) return null;
  const rows = ways.map((one) => {
    const found = of("accuracy", one);
    const ceilings = of("accuracy.ceiling", one).map((ceiling) => ceiling?.value ?? null);
    // The ceilings of tables of about the same size are one line.
    const [lowest, highest] = [
      Math.min(...ceilings.map((ceiling) => ceiling ?? -1)),
      Math.max(...ceilings.map((ceiling) => ceiling ?? 2)),
    ];
    const shared = highest - lowest < 0.004 ? (ceilings[0] ?? null) : null;
    const said = new Set(ceilings.map((ceiling) => (ceiling === null ? undefinedNumber : advantage(ceiling))));
    return {
      head: waysNames[one],
      estimates: found.map((measure, i) => ({
        series: played[i]?.series ?? { colour: 0, shape: "square" as const, hollow: false },
        value: measure?.value ?? null,
        low: measure?.low ?? measure?.value ?? null,
        high: measure?.high ?? measure?.value ?? null,
        small: false,
      })),
      limit: shared,
      cells: [...found.map((measure) => advantage(measure?.value ?? null)), [...said].join(" / ")],
    };
  });
  const values = rows.flatMap(({ estimates, limit }) => [
    ...estimates.flatMap(({ value }) => value ?? []),
    ...(limit === null ? [] : [limit]),
  ]);
  return estimateTable({
    caption: "Likeness to the real table",
    what: "of",
    columns: [
      ...played.map(({ finding }) => ({
        name: several ? html`<bdi>${short(finding.subject, 16)}</bdi>` : "likeness",
      })),
      { name: "ceiling", aside: true },
    ],
    at: ticks(Math.min(...values), 1, 4),
    zero: null,
    dashed: "ceiling: another sample of real people",
    subjects: played.map(({ finding, series }) => ({ name: finding.subject, series })),
    rows,
  });
}
