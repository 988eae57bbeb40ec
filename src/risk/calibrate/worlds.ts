/** Made-up people of whom it is known who leaks, for the self-check. */
import type { Headline } from "../../check/finding.ts";
import { stream, type Stream } from "../../stats/stream.ts";
import type { Guesses } from "../counts.ts";
import { guessing } from "../guessing.ts";
import type { LimitedMeasure } from "../limits.ts";

export interface World {
  readonly people: number;
  readonly outsiders: number;
  /** Share of people who stand in the same table twice. */
  readonly duplicated: number;
}

/** A suite as a check would hand it over, and the truth of its largest. */
export interface Played {
  readonly name: string;
  readonly measure: LimitedMeasure;
  readonly suite: readonly Guesses[];
}

/** Hits of n people in several games: every second time by the person's own luck, so that games depend on each other as real ones do. */
function hits(n: number, chances: readonly number[], duplicated: number, random: Stream): Uint8Array[] {
  const games = chances.map(() => new Uint8Array(n));
  for (let i = 0; i < n; i++) {
    const luck = random.next();
    const again = i > 0 && random.next() < duplicated;
    games.forEach((game, k) => {
      const own = random.next() < 0.5 ? luck : random.next();
      game[i] = again ? game[i - 1]! : Number(own < chances[k]!);
    });
  }
  return games;
}

/** R of each game: 1 - (1 - R)(1 - p). */
export function suiteOf(
  { people, outsiders, duplicated }: World,
  chances: readonly number[],
  leak: readonly number[],
  random: Stream,
): Guesses[] {
  const inside = chances.map((p, k) => 1 - (1 - (leak[k] ?? 0)) * (1 - p));
  const attack = hits(people, inside, duplicated, random);
  const control = hits(outsiders, chances, duplicated, random);
  return chances.map((_, k) => ({ of: { game: String(k) }, attack: attack[k]!, control: control[k]! }));
}

/** Predicates on two tables: a share is right on both or on none, because it is about something common. */
export function pairsOf(n: number, chance: number, leak: number, random: Stream): Guesses {
  const attack = new Uint8Array(n);
  const control = new Uint8Array(n);
  const inside = 1 - (1 - leak) * (1 - chance);
  for (let i = 0; i < n; i++) {
    const luck = random.next();
    const other = random.next() < 0.5 ? luck : random.next();
    attack[i] = Number(luck < inside);
    control[i] = Number(other < chance);
  }
  return { attack, control, paired: true };
}

/** Guesses with their exact chances and no outsiders: some targets are easier than others. */
export function blindOf(n: number, leak: number, random: Stream): Guesses {
  const baseline = Float64Array.from({ length: n }, () => [0.02, 0.1, 0.1, 0.6][random.int(4)]!);
  const attack = Uint8Array.from(baseline, (b) => Number(random.next() < 1 - (1 - leak) * (1 - b)));
  return { attack, baseline };
}

const mode = (name: string, game: Guesses): Guesses => ({ ...game, of: { mode: name } });

/** A whole audit in which nothing leaks. */
export function honestAudit(world: World, random: Stream): Played[] {
  return [
    { name: "linkability", measure: "advantage", suite: suiteOf(world, [0.002, 0.01, 0.02, 0.05, 0.1], [], random) },
    { name: "inference", measure: "advantage", suite: suiteOf(world, [0.05, 0.2, 0.4, 0.6, 0.75, 0.95], [], random) },
    {
      name: "singling-out",
      measure: "advantage",
      suite: [mode("univariate", pairsOf(80, 0.05, 0, random)), mode("multivariate", pairsOf(150, 0.2, 0, random))],
    },
    { name: "copies", measure: "excess", suite: suiteOf(world, [0.01], [], random) },
  ];
}

export function headline({ suite, measure, name }: Played, game: number): Headline | null {
  return guessing(suite, { measure, seed: game, name, limit: null, reshuffles: 0 }).headline;
}

/** Numbers of one game of the self-check. */
export const luckOf = (name: string, game: number): Stream => stream(1, "calibrate", name, game);
