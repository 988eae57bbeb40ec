/** How exposed people are, in bits: bars of people in the data, over them as a step line how outsiders would fall. */
import type { Exposure } from "../../check/finding.ts";
import { html, type Markup } from "../html/markup.ts";
import { integer, outOf } from "../words/numbers.ts";
import { linear, tenth, ticks } from "./scale.ts";

const box = { left: 36, right: 352, top: 8, bottom: 262 };

export function histogram({ histogram: bins, members, standOut }: Exposure, { title }: { title: string }): Markup {
  const most = ticks(0, Math.max(1, ...bins.flatMap((bin) => [bin.members, bin.expected])), 4);
  const end = Math.max(1, ...bins.map(({ to }) => to));
  const x = linear([0, end], [box.left, box.right]);
  const y = linear([0, most.at(-1) ?? 1], [box.bottom, box.top]);
  const [line] = standOut;
  const bars = bins.map(({ from, to, members: count }) => {
    if (count === 0) return null;
    const beyond = line !== undefined && from >= line.bits - 1e-9;
    return html`<rect
      class="b-${beyond ? "attack" : "soft"}"
      x="${tenth(x(from) + 0.6)}"
      y="${y(count)}"
      width="${tenth(Math.max(1, x(to) - x(from) - 1.2))}"
      height="${tenth(box.bottom - y(count))}"
    />`;
  });
  const steps = bins.map(({ to, expected }) => `V${y(expected)}H${x(to)}`).join("");
  const said = standOut
    .map(
      ({ bits, count, expected }) =>
        `${outOf(count, members)} lie beyond ${bits} bits, where ${integer(expected)} would without any leak`,
    )
    .join("; ");
  // The step line's name stands where the line has fallen and the bars are low.
  const free = bins.find(
    ({ from, expected, members: count }) => from >= 1.4 && Math.max(expected, count) < 0.45 * (most.at(-1) ?? 1),
  );
  const late = line !== undefined && x(line.bits) > 220;
  return html`<svg
    class="plot"
    viewBox="0 0 360 318"
    role="img"
    aria-label="${title}: ${said || `${integer(members)} people`}"
  >
    ${most.map(
      (tick) =>
        html`<line class="grid" x1="${box.left}" x2="${box.right}" y1="${y(tick)}" y2="${y(tick)}" /><text
            class="tk"
            x="31"
            y="${tenth(y(tick) + 4)}"
            text-anchor="end"
            >${integer(tick)}</text
          >`,
    )}
    ${bars}
    <path class="ln law" d="M${box.left} ${y(bins[0]?.expected ?? 0)}${steps}" />
    ${
      free &&
      html`<text class="l tx-law halo" x="${tenth(x(free.from) + 6)}" y="${tenth(Math.max(64, y(free.expected) - 30))}"
          >outsiders would</text
        ><text class="l tx-law halo" x="${tenth(x(free.from) + 6)}" y="${tenth(Math.max(78, y(free.expected) - 16))}"
          >fall like this</text
        >`
    }
    ${
      line &&
      html`<line class="lim" x1="${x(line.bits)}" x2="${x(line.bits)}" y1="${box.top}" y2="${box.bottom}" /><text
          class="n halo"
          x="${tenth(x(line.bits) + (late ? -6 : 6))}"
          y="20"
          text-anchor="${late ? "end" : "start"}"
          >${integer(line.count)} stand out</text
        ><text
          class="l halo"
          x="${tenth(x(line.bits) + (late ? -6 : 6))}"
          y="35"
          text-anchor="${late ? "end" : "start"}"
          >${integer(line.expected)} would without a leak</text
        >`
    }
    ${axis(end, x)}
    <text class="tk" x="194" y="312" text-anchor="middle">exposure in bits, and outsiders who reach it</text>
  </svg>`;
}

function axis(end: number, x: (bits: number) => number): readonly Markup[] {
  const step = end <= 6 ? 1 : 2;
  const ticked = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
  return ticked.map((bits) => {
    const anchor = x(bits) > box.right - 14 ? "end" : "middle";
    const at = tenth(x(bits) + (anchor === "end" ? 8 : 0));
    return html`<text class="tk" x="${at}" y="278" text-anchor="${anchor}">${bits}</text
      ><text class="tk odds" x="${at}" y="292" text-anchor="${anchor}"
        >${bits === 0 ? "all" : `1/${integer(2 ** bits)}`}</text
      >`;
  });
}
