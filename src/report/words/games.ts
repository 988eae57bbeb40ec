/** The games of a finding, put together from its flat list of measures; what a suite was, and which of its games lie above the limit. */
import type { Counts, Finding, Measure, Of } from "../../check/finding.ts";
import { interval } from "../../risk/interval.ts";
import { attackName } from "./attacks.ts";
import { visible } from "./names.ts";
import { rateName } from "./rates.ts";

export interface GameRow {
  readonly of: Of | null;
  /** "age", "2", "univariate"; "" when there is one game only. */
  readonly name: string;
  readonly attack: Measure | null;
  readonly control: Measure | null;
  readonly baseline: Measure | null;
  readonly advantage: Measure | null;
  readonly excess: Measure | null;
  readonly auc: Measure | null;
}

const keyOf = (of: Of | null | undefined): string =>
  JSON.stringify(Object.entries(of ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** "age"; "age (learned)"; several other parts with their names: "split 2, k 5". */
export function nameOf(of: Of | null | undefined): string {
  const parts = Object.entries(of ?? {}).filter(([part]) => part !== "best");
  const [only] = parts;
  const kind = kindOf(of);
  if (of?.["rate"] !== undefined && of["attribute"] !== undefined) return gapName(of);
  if (kind !== null) return `${subjectName(of)} (${visible(kind)})`;
  if (parts.length === 1 && only) return visible(only[0] === "attack" ? attackName(only[1]) : only[1]);
  return parts.map(([part, value]) => `${visible(part)} ${visible(value)}`).join(", ");
}

/** "true positive rate by sex", of a class where there are several. */
const gapName = ({ rate, attribute, class: name }: Of): string =>
  `${rateName(rate ?? "")}${name === undefined ? "" : ` of ${visible(name)}`} by ${visible(attribute ?? "")}`;

/** The attacker, where each secret is attacked by several: "nearest", "learned". */
export const kindOf = (of: Of | null | undefined): string | null =>
  of && Object.keys(of).filter((part) => part !== "best").length === 2 && "secret" in of
    ? (of["attack"] ?? null)
    : null;

/** The name without the attacker: "age". */
export const subjectName = (of: Of | null | undefined): string =>
  kindOf(of) === null ? nameOf(of) : visible(of?.["secret"] ?? "");

/** "secret", "split", "mode", "attack": what a suite's games are of; null when there is one game. */
export function suiteOf(finding: Finding): string | null {
  const of = games(finding).find((game) => game.of !== null)?.of;
  const parts = Object.keys(of ?? {});
  if (kindOf(of) !== null) return "secret";
  return parts.length > 0 ? parts.map(visible).join(", ") : null;
}

/** In the order in which they were played. The corrected maximum (`best`) is no game. */
export function games({ measures }: Finding): readonly GameRow[] {
  const found = new Map<string, { of: Of | null; rows: Map<string, Measure> }>();
  for (const measure of measures) {
    if (measure.of && "best" in measure.of) continue;
    if (!shown.has(measure.id)) continue;
    const key = keyOf(measure.of);
    const game = found.get(key) ?? { of: measure.of ?? null, rows: new Map<string, Measure>() };
    game.rows.set(measure.id, measure);
    found.set(key, game);
  }
  return [...found.values()].map(({ of, rows }) => {
    const get = (id: string): Measure | null => rows.get(id) ?? null;
    return {
      of,
      name: nameOf(of),
      attack: get("attack"),
      control: get("control"),
      baseline: get("baseline"),
      advantage: get("advantage"),
      excess: get("excess"),
      auc: get("auc"),
    };
  });
}
const shown = new Set(["attack", "control", "baseline", "advantage", "excess", "auc"]);

/** The number of a game that the limit would apply to. */
export const judgedRow = (finding: Finding, game: GameRow): Measure | null =>
  finding.headline?.measure === "excess" ? game.excess : game.advantage;

/** The game named by the headline, else the first that was played. */
export function headlineGame(finding: Finding): GameRow | null {
  const all = games(finding);
  const key = keyOf(finding.headline?.of);
  return all.find((game) => keyOf(game.of) === key) ?? all[0] ?? null;
}

/** Counts of the game that the headline names. */
export function headlineCounts({ headline }: Finding): Counts | null {
  const key = keyOf(headline?.of);
  return headline?.counts.find((counts) => keyOf(counts.of) === key) ?? headline?.counts[0] ?? null;
}

/** How many games of the suite lie above the limit, each at the level that the whole suite was given (Bonferroni, risk.md §3); a secret that several attackers go for counts once. */
export function gamesAbove({ headline, limit }: Finding): number {
  if (headline === null || limit === null) return 0;
  const gamma = 0.05 / headline.counts.length;
  return distinct(headline.counts.filter((counts) => interval(counts, gamma).low > limit));
}

/** How many games were judged together, counted in the same way. */
export const gamesJudged = ({ headline }: Finding): number => distinct(headline?.counts ?? []);

const distinct = (counts: readonly Counts[]): number =>
  counts.some(({ of }) => kindOf(of) !== null) ? new Set(counts.map(({ of }) => subjectName(of))).size : counts.length;
