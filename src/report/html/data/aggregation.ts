/** Whether one model fits all: what groups lose by it, where a column means something else in each, and what turns round inside groups. */
import type { AggregationFacts } from "../../../check/data/aggregation.ts";
import type { Divisions, Drawn, Interaction } from "../../../check/data/aggregation/interactions.ts";
import type { Gain, Models, OwnModel } from "../../../check/data/aggregation/models.ts";
import type { Finding } from "../../../check/finding.ts";
import { numberAxis } from "../../plot/forest.ts";
import { short } from "../../words/names.ts";
import { advantage, counted, decimal, integer, interval, undefinedNumber } from "../../words/numbers.ts";
import { html, type Markup } from "../markup.ts";
import { forest, nameOf, type Part, type Row } from "./forest.ts";
import { pValue } from "./rates.ts";

/** Columns whose slopes are shown at once; the others are folded. */
const open = 5;

/** Null: of another check, or nothing was compared. */
export function aggregation(finding: Finding): Markup | null {
  if (finding.check !== "data/aggregation" || !Array.isArray(finding.facts["divisions"])) return null;
  const { divisions, models } = finding.facts as unknown as AggregationFacts;
  const some = divisions.filter(({ compared }) => compared > 0);
  const learnt = models !== null && models.groups.length > 0;
  if (!learnt && some.length === 0) return null;
  return html`${learnt && gains(models)}${some.map(slopesOf)}`;
}

const signed = (x: number | null): string => (x !== null && x > 0 ? `+${advantage(x)}` : advantage(x));
const around = ({ value, low, high }: Gain): string => `${signed(value)} ${interval(low, high, signed)}`;

function gains({ groups, loss }: Models): Markup {
  const parts = [...new Set(groups.map(({ attribute }) => attribute))].map((name): Part => {
    const own = groups.filter(({ attribute }) => attribute === name);
    return { name, rows: own.map(gainRow), band: null, sentence: html`${gainSentence(own)}` };
  });
  return forest(parts, {
    caption: `What groups would gain by a model of their own, in ${loss === "log" ? "log loss" : "squared error"}`,
    of: "gain",
    columns: [
      "by a model told the group",
      loss === "log" ? "fewer wrong answers" : "absolute error saved",
      "loss now",
      "rows",
    ],
    axis: numberAxis(
      parts.flatMap(({ rows }) => rows),
      [0],
    ),
    line: { at: 0, says: "no gain: one model for all serves as well" },
    band: null,
  });
}

function gainRow({ group, rows, pooled, own, told }: OwnModel): Row {
  const gain = own?.loss ?? null;
  return {
    group,
    ...(gain ?? { value: null, low: null, high: null }),
    small: false,
    said: signed(gain?.value ?? null),
    around: gain ? interval(gain.low, gain.high, signed) : "",
    beside: [around(told.loss), own ? around(own.error) : undefinedNumber, decimal(pooled, 3), integer(rows)],
    ...(!gain && { remark: html`too few to learn from` }),
  };
}

function gainSentence(groups: readonly OwnModel[]): Markup {
  const tried = groups.filter(({ own }) => own !== null);
  if (tried.length === 0) return html`No group is large enough for a model of its own.`;
  const better = tried.filter(({ own }) => own !== null && own.loss.low > 0);
  if (better.length === 0)
    return html`No group is shown to gain by a model of its own: what it would know better is lost by having fewer rows.`;
  const names = better.map(({ group }, i) => html`${i > 0 && ", "}<bdi>${short(group, 40)}</bdi>`);
  return html`${names} would be served better by ${better.length === 1 ? "a model of its own" : "models of their own"}.`;
}

function slopesOf({ attribute, compared, differing, interactions }: Divisions): Markup {
  const more = interactions.slice(open);
  const reversed = interactions.filter((one) => one.reversed);
  const caption = "How much more of the label goes with a column, in each group";
  return html`<h4>The same value in groups of <bdi>${nameOf(attribute)}</bdi></h4>
    <p class="s">
      Of ${counted(compared, "slope")} compared, ${integer(differing)} ${differing === 1 ? "differs" : "differ"} between
      groups by more than chance explains, corrected for all of them.
    </p>
    ${reversed.map((one) => html`<p class="s">${reversal(one)}</p>`)}${slopes(interactions.slice(0, open), caption)}${
      more.length > 0 &&
      html`<details class="fold">
        <summary>${counted(more.length, "slope")} that differ less</summary>
        ${slopes(more, caption)}
      </details>`
    }`;
}

/** "education HS-grad against all others", "age, for one standard deviation more". */
const titleOf = ({ column, value, class: name }: Pick<Interaction, "column" | "value" | "class">): string =>
  `${short(column, 30)}${value === null ? "" : ` ${short(value, 30)}`}${name === null ? "" : `, for ${short(name, 30)}`}`;

function slopes(interactions: readonly Interaction[], caption: string): Markup {
  const parts = interactions.map((one): Part => {
    const { groups, gap, value } = one;
    return {
      name: titleOf(one),
      rows: groups.map(({ group, ...slope }) => slopeRow(group, slope)),
      band: null,
      sentence: html`${value === null ? "For one standard deviation more" : "Against all others"}: slopes lie
      ${advantage(gap.value)} ${interval(gap.low, gap.high)} apart (p ${pValue(gap.adjusted)}, corrected).`,
    };
  });
  return forest(parts, {
    caption,
    of: "slope",
    columns: ["rows"],
    axis: numberAxis(
      parts.flatMap(({ rows }) => rows),
      [0],
    ),
    line: { at: 0, says: "the column says nothing" },
    band: null,
  });
}

const slopeRow = (group: string, { n, slope, low, high }: Drawn): Row => ({
  group,
  value: slope,
  low,
  high,
  small: false,
  said: signed(slope),
  around: interval(low, high, signed),
  beside: [integer(n)],
});

function reversal(one: Interaction): Markup | null {
  const { whole, within } = one;
  if (!whole || !within) return null;
  const [all, inside] = whole.slope > 0 ? ["more", "less"] : ["less", "more"];
  const of = ({ slope, low, high }: Drawn): string => around({ value: slope, low, high });
  return html`<bdi>${titleOf(one)}</bdi> turns round: in all together it goes with ${all} of the label (${of(whole)}),
    inside the groups with ${inside} (${of(within)}). Who looks at the whole only sees who is in which group.`;
}
