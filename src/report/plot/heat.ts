/** How strongly columns hang together: one square for each pair, below a diagonal that carries the names. */
import { html, type Markup } from "../html/markup.ts";
import { short } from "../words/names.ts";
import { decimal } from "../words/numbers.ts";
import { tenth } from "./scale.ts";

export interface Heat {
  readonly title: string;
  readonly columns: readonly string[];
  readonly values: readonly (readonly number[])[];
  /** Said to those who cannot see it: what stands out. */
  readonly said: string;
}

/** Lower ends of the steps of colour, which the key below shows. */
const steps = [0.05, 0.15, 0.3, 0.5, 0.75] as const;
const width = 360;
/** For the last name, which stands to the right of the last square. */
const margin = 92;

export function heat({ title, columns, values, said }: Heat): Markup {
  const n = columns.length;
  const cell = tenth(Math.min(22, (width - margin) / Math.max(1, n)));
  const paths = new Map<string, string>();
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++) {
      const name = classOf(values[i]?.[j] ?? 0);
      if (name === null) continue;
      paths.set(
        name,
        `${paths.get(name) ?? ""}M${tenth(j * cell)} ${tenth(i * cell)}h${tenth(cell - 1)}v${tenth(cell - 1)}h-${tenth(cell - 1)}z`,
      );
    }
  const height = Math.ceil(n * cell);
  const size = Math.min(12, Math.max(8, cell - 2));
  const most = cell < 11 ? 12 : 15;
  return html`<svg class="plot heat" viewBox="0 0 ${width} ${height + 30}" role="img" aria-label="${title}: ${said}">
    <path
      class="field"
      d="M0 ${cell}${Array.from({ length: n - 1 }, (_, i) => `H${tenth((i + 1) * cell - 1)}V${tenth((i + 2) * cell - (i + 2 === n ? 1 : 0))}`).join("")}H0Z"
    />
    ${[...paths].map(([name, d]) => html`<path class="${name}" d="${d}" />`)}
    ${columns.map(
      (column, i) =>
        html`<text
          class="tk"
          font-size="${size}"
          x="${tenth(i * cell + 4)}"
          y="${tenth(i * cell + cell - Math.max(2, (cell - size) / 2 + 1))}"
          >${short(column, most)}</text
        >`,
    )}
    ${scaleKey(
      height + 10,
      values.some((row) => row.some((value) => value < -steps[0])),
    )}
  </svg>`;
}

/** Blue above 0, orange below it: a step each, so that a map is a handful of paths. */
function classOf(value: number): string | null {
  const step = steps.findLastIndex((from) => Math.abs(value) >= from - 1e-9);
  return step < 0 ? null : `h-${value < 0 ? "less" : "more"} h${step}`;
}

function scaleKey(y: number, signed: boolean): Markup {
  const signs = signed ? (["less", "more"] as const) : (["more"] as const);
  const drawn = signs.flatMap((sign, s) =>
    steps.map((from, i) => {
      const place = sign === "less" ? steps.length - 1 - i : i;
      const x = (s * steps.length + place) * 30;
      const text = `${sign === "less" ? "\u2212" : ""}${decimal(from, 2).replace(/^0/, "").replace(/0$/, "")}`;
      return html`<rect class="h-${sign} h${i}" x="${x}" y="${y}" width="29" height="7" /><text
          class="tk key-t"
          x="${x + (sign === "less" ? 29 : 0)}"
          y="${y + 18}"
          text-anchor="${sign === "less" ? "end" : "start"}"
          >${text}</text
        >`;
    }),
  );
  return html`<g>${drawn}</g>`;
}
