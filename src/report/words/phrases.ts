/** What a hit is, in the words of each check: a count before a rate, people before rows. A check without an entry gets words that are true of every game. */
import type { Finding, Measure } from "../../check/finding.ts";
import { headlineGame, subjectName } from "./games.ts";
import { claimCard } from "./promise.ts";
import { recognised, recognisedCard } from "./recognised.ts";
import { capital } from "./names.ts";
import { integer, outOf } from "./numbers.ts";

interface Phrases {
  /** After the number, in a panel: "121 of 2 000 pairs joined". `name`: of the game, "age". */
  readonly inside: (hits: string, name: string) => string;
  /** The outsiders, after a comma. */
  readonly outside: (hits: string) => string;
  /** On the subject's card, for a manager. */
  readonly card: (hits: string, name: string) => string;
  readonly cardOutside: (hits: string) => string;
  /** Title of the bars. */
  readonly bars: (name: string) => string;
}

const anyGame: Phrases = {
  inside: (hits) => `Right for ${hits} people in the data`,
  outside: (hits) => `for ${hits} outside`,
  card: (hits) => `The attack is right for ${hits} people in the data`,
  cardOutside: (hits) => `and for ${hits} outside`,
  bars: (name) => `Right guesses${name === "" ? "" : `, ${name}`}, per cent`,
};

const phrases: { readonly [check: string]: Phrases } = {
  "synthetic/linkability": {
    inside: (hits) => `${hits} pairs joined`,
    outside: (hits) => `${hits} outside the data`,
    card: (hits) => `Two files about one person can be joined for ${hits} people`,
    cardOutside: (hits) => `for ${hits} outside the data`,
    bars: () => "Pairs joined, per cent",
  },
  "synthetic/inference": {
    inside: (hits, name) => `Guessing ${name || "the secret"} is right for ${hits} people`,
    outside: (hits) => `for ${hits} outside the data`,
    card: (hits, name) =>
      `Whoever knows the rest of a person’s row guesses ${name || "the secret"} right for ${hits} people`,
    cardOutside: (hits) => `for ${hits} outside the data`,
    bars: (name) => `${name || "Secret"} guessed right, per cent`,
  },
  "synthetic/singling-out": {
    inside: (hits) => `${hits} descriptions fit exactly one person in the data`,
    outside: (hits) => `${hits} exactly one outside`,
    card: (hits) => `${hits} short descriptions taken from it fit exactly one person in the data`,
    cardOutside: (hits) => `${hits} exactly one outside`,
    bars: (name) =>
      `${capital(name || "descriptions")}${name === "" ? "" : " descriptions"} that fit one person, per cent`,
  },
  "synthetic/disclosure": {
    inside: (hits, name) => `The rows that fit give ${name || "the secret"} right for ${hits} people`,
    outside: (hits) => `for ${hits} outside the data`,
    card: (hits, name) =>
      `Whoever looks a person up reads ${name || "the secret"} right off the rows that fit for ${hits} people`,
    cardOutside: (hits) => `for ${hits} outside the data`,
    bars: (name) => `${name || "Secret"} read off right, per cent`,
  },
  "synthetic/copies": {
    inside: (hits) => `${hits} people are copied`,
    outside: (hits) => `${hits} outside the data`,
    card: (hits) => `${hits} people stand in it with their exact row`,
    cardOutside: (hits) => `${hits} outside the data`,
    bars: () => "People copied exactly, per cent",
  },
};

const phrasesOf = (check: string): Phrases => phrases[check] ?? anyGame;

/** "121 of 2 000 pairs joined, none outside the data."; null where nothing was counted. */
export function hitSentence(finding: Finding): string | null {
  return recognised(finding) ?? compose(finding, "inside", "outside");
}

/** The same for the card, which stands alone. */
export function cardSentence(finding: Finding): string | null {
  return claimCard(finding) ?? recognisedCard(finding) ?? compose(finding, "card", "cardOutside");
}

export const barsTitle = (check: string, name: string): string => phrasesOf(check).bars(name);

function compose(finding: Finding, inside: "inside" | "card", outside: "outside" | "cardOutside"): string | null {
  const game = headlineGame(finding);
  if (game === null || game.attack?.hits === undefined) return null;
  const words = phrasesOf(finding.check);
  const first = words[inside](outOf(game.attack.hits, game.attack.n), subjectName(game.of));
  const against = game.control && hitsAgainst(game.control, game.attack.n);
  return against === null ? `${first}.` : `${first}, ${words[outside](against)}.`;
}

/** "none", "3", or "3 of 500" where there were not as many outsiders. */
function hitsAgainst(control: Measure, n: number): string | null {
  if (control.hits === undefined) return null;
  if (control.n !== n) return outOf(control.hits, control.n);
  return control.hits === 0 ? "none" : integer(control.hits);
}
