/** The plots of a check: bars where there are few games, curves with all subjects together, who is recognised, how exposed people are. */
import type { Finding } from "../../check/finding.ts";
import { simplest } from "../../risk/distinguishing.ts";
import { bars, mostOf } from "../plot/bars.ts";
import { curves } from "../plot/curve.ts";
import { histogram } from "../plot/histogram.ts";
import { roc, type RocLine } from "../plot/roc.ts";
import { curveWords } from "../words/curve.ts";
import { games, headlineGame } from "../words/games.ts";
import { wordsOfCheck } from "../words/kinds.ts";
import { falseAlarms } from "../words/limits.ts";
import { short } from "../words/names.ts";
import { barsTitle } from "../words/phrases.ts";
import { ofNamed } from "../words/recognised.ts";
import { html, type Markup } from "./markup.ts";
import type { Played } from "./suite.ts";
import { term } from "./term.ts";

export function figures(played: readonly Played[], several: boolean): Markup | null {
  const drawn = [
    ...barFigures(played, several),
    ...rocFigure(played, several),
    ...exposures(played, several),
    ...curveFigures(played, several),
  ];
  return drawn.length > 0 ? html`<div class="plots">${drawn}</div>` : null;
}

export const figure = (title: string, plot: Markup): Markup =>
  html`<figure>
    <figcaption>${title}</figcaption>
    ${plot}
  </figure>`;

/** For each subject, all games where there are few, else the one that the headline names. */
function barFigures(played: readonly Played[], several: boolean): readonly Markup[] {
  const shown = played.flatMap(({ finding }) => {
    const all = games(finding);
    const named = headlineGame(finding);
    return (all.length <= 3 ? all : named ? [named] : []).map((game) => ({ finding, game }));
  });
  // One scale, so that bars of two tables or of two games compare.
  const most = mostOf(shown.flatMap(({ game }) => [game.attack, game.control, game.baseline]));
  return shown.flatMap(({ finding, game: { name, attack, control, baseline } }) => {
    if (!attack) return [];
    const title = `${several ? `${short(finding.subject, 24)}: ` : ""}${barsTitle(finding.check, short(name, 24))}`;
    return [figure(title, bars({ title, attack, control, baseline, most }))];
  });
}

function curveFigures(played: readonly Played[], several: boolean): readonly Markup[] {
  return shownCurves(played).flatMap((id) => {
    const of = played.flatMap(({ finding, series }) =>
      finding.curves
        .filter((curve) => curve.id === id)
        .map((curve) => ({ curve, series, name: short(finding.subject, 16) })),
    );
    const [first] = of;
    if (!first) return [];
    const limit = played[0]?.finding.limit ?? null;
    const words = curveWords(first.curve);
    return [figure(words.title, curves(of, { ...words, limit: words.judged ? limit : null, named: several }))];
  });
}

/** Rates of single arms only where there is no advantage to show. */
function shownCurves(played: readonly Played[]): readonly string[] {
  const ids = [
    ...new Set(
      played.flatMap(({ finding }) =>
        finding.curves
          .filter(({ id, points }) => points.length > 1 && !/^roc\b|-by-shadows$/.test(id))
          .map(({ id }) => id),
      ),
    ),
  ];
  const best = ids.filter((id) => id.startsWith("advantage"));
  return best.length > 0 ? best : ids;
}

function rocFigure(played: readonly Played[], several: boolean): readonly Markup[] {
  const lines = played.flatMap(({ finding, series }): RocLine[] => {
    const curve = finding.curves.find(({ id, points }) => id === "roc" && points.length > 1);
    if (!curve) return [];
    const [counts] = finding.headline?.counts ?? [];
    const simple = finding.curves.find(({ id }) => id === "roc.simple") ?? null;
    const points = ["tpr@fpr=0.1", "tpr@fpr=0.01"].flatMap((id) => {
      const found = ofNamed(finding, id);
      return found?.value != null && found.status !== "not-measurable" ? [{ rate: falseAlarms(id) ?? 0, found }] : [];
    });
    return [
      {
        name: short(finding.subject, 16),
        series,
        curve,
        simple: isSimple(finding) ? null : simple,
        outsiders: counts?.design === "scores" ? counts.controlN : (finding.exposure?.outsiders ?? 1000),
        points,
      },
    ];
  });
  if (lines.length === 0) return [];
  const within = withinOf(played);
  const title = `People ${within} found, by false alarms accepted`;
  return [figure(title, roc(lines, { title, named: several, within }))];
}

const withinOf = (played: readonly Played[]): string => wordsOfCheck(played[0]?.finding.check ?? "").within;

function exposures(played: readonly Played[], several: boolean): readonly Markup[] {
  return played.flatMap(({ finding: { check, exposure, subject } }) => {
    if (!exposure || exposure.histogram.length === 0) return [];
    const title = `How far people ${wordsOfCheck(check).within} stand out${several ? `: ${short(subject, 24)}` : ""}`;
    return [figure(title, histogram(exposure, { title }))];
  });
}

const simpleOf = (finding: Finding): string | null =>
  simplest.find((attack) => games(finding).some(({ of }) => of?.["attack"] === attack)) ?? null;

/** Whether the attack that is shown is the simplest itself. */
const isSimple = (finding: Finding): boolean =>
  finding.headline !== null && finding.headline.of?.["attack"] === simpleOf(finding);

function simpleSays(played: readonly Played[]): string {
  const [attack] = played.flatMap(({ finding }) => simpleOf(finding) ?? []);
  return attack === undefined ? "for comparison" : simpleWords[attack as (typeof simplest)[number]]; // it is one of them
}
const simpleWords: { readonly [A in (typeof simplest)[number]]: string } = {
  closest: "which only looks for the nearest row",
  loss: "which only looks at how sure the model is of the true answer",
  "gradient-norm": "which compares nobody with shadow models",
};

/** What the plots cannot say in themselves. */
export function figureNotes(played: readonly Played[]): Markup | null {
  if (!played.some(({ finding }) => finding.curves.some(({ id }) => id === "roc"))) return null;
  const dashed = played.some(
    ({ finding }) => !isSimple(finding) && finding.curves.some(({ id }) => id === "roc.simple"),
  );
  return html`<div class="p s mute">
    ${term("roc", "The curve")} has two logarithmic axes, because accusations are made where
    ${term("falseAlarms", "false alarms")} are few. Hatched: fewer than ten outsiders remain, too few to
    measure.${dashed && ` Dashed: the simplest attack, ${simpleSays(played)}.`}
  </div>`;
}
