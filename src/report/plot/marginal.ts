/** The shares of one column: bars of people in the data, over them a step line for each table that it is compared with. */
import { html, type Markup } from "../html/markup.ts";
import { decimal, thin } from "../words/numbers.ts";
import { tenth } from "./scale.ts";

export interface Marginal {
  readonly column: string;
  /** Names of the bins: labels, or "25 to 34". */
  readonly bins: readonly string[];
  readonly train: readonly number[];
  /** Colour of the subject, and its shares. */
  readonly tables: readonly {
    readonly name: string;
    readonly colour: number;
    readonly shares: readonly number[];
    /** So that lines are told apart without their colour, and one does not hide another below it. */
    readonly dashed?: boolean;
  }[];
}

const [width, height] = [150, 46];

export function marginal({ column, bins, train, tables }: Marginal): Markup {
  const most = Math.max(1e-9, ...train, ...tables.flatMap(({ shares }) => shares));
  const step = Math.min(width / Math.max(1, bins.length), 24);
  const y = (share: number): number => tenth(height - (share / most) * (height - 2));
  const bars = train.map((share, i) => {
    if (share <= 0) return "";
    const [left, wide] = [tenth(i * step + 0.5), tenth(step - 1)];
    return `M${left} ${height}V${y(share)}h${wide}V${height}z`;
  });
  const said = bins
    .map((bin, i) => `${bin} ${per(train[i])}${tables.map(({ shares }) => ` against ${per(shares[i])}`).join("")}`)
    .join(", ");
  return html`<svg
    class="marg"
    viewBox="0 0 ${width} ${height + 1}"
    role="img"
    aria-label="${column}: in the data${tables.map(({ name }) => ` against ${name}`).join("")}; ${said}"
  >
    <path class="b-base" d="${bars.join("")}" />
    ${tables.map(
      ({ colour, shares, dashed = false }) =>
        html`<path
          class="ln thin c-s${colour}"
          ${dashed && html`stroke-dasharray="4 3"`}
          d="M0 ${height}${shares.map((share, i) => `V${y(share)}H${tenth((i + 1) * step)}`).join("")}V${height}"
        />`,
    )}
  </svg>`;
}

const per = (share: number | undefined): string => `${decimal(100 * (share ?? 0), 1)}${thin}%`;
