/** The games of synthetic/inference: each secret, by each attack, on people in the data and outside. */
import type { Synthetic } from "../../subject/synthetic.ts";
import type { Compute } from "../types.ts";
import { type Part, playedOn, portions } from "./arena.ts";
import { guesses } from "./guesses.ts";
import { learnedGuesses } from "./learned.ts";

export type Attack = "nearest" | "learned";

export interface Arena {
  readonly subject: Synthetic;
  readonly tolerance: number;
  readonly targets: number | "all";
  /** Rows that a model learns from, at most. */
  readonly rows: number;
  readonly seed: number;
  readonly compute: Compute;
}
export interface Game {
  readonly secret: string;
  readonly attack: Attack;
  readonly train: Uint8Array;
  readonly holdout: Uint8Array | null;
  /** Of the people in the data: how often a blind guess is right. */
  readonly chance: Float64Array;
  /** nearest: 1 where chance chose among equally near rows. */
  readonly tied: Uint8Array | null;
  /** learned: people in the data of whom a model is right that was trained on outsiders. */
  readonly imputed: Uint8Array | null;
  /** learned: different values that are never named. */
  readonly grouped: number;
}

export const playGame = (attack: Attack, secret: string, arena: Arena): Promise<Game> =>
  attack === "nearest" ? nearest(secret, arena) : learned(secret, arena);

async function nearest(secret: string, arena: Arena): Promise<Game> {
  const { compute, subject } = arena;
  const play = async (part: Part) =>
    compute(
      guesses,
      stages(arena, [part]).map((stage) => ({ ...aim(secret, arena), ...stage, part })),
    );
  const [train, holdout] = await Promise.all([play("train"), subject.holdout ? play("holdout") : null]);
  return {
    secret,
    attack: "nearest",
    train: bytes(train.map(({ hits }) => hits)),
    holdout: holdout && bytes(holdout.map(({ hits }) => hits)),
    chance: numbers(train.map(({ chance }) => chance)),
    tied: bytes(train.map(({ tied }) => tied)),
    imputed: null,
    grouped: 0,
  };
}

async function learned(secret: string, arena: Arena): Promise<Game> {
  const { compute, subject, rows } = arena;
  const play = async (teacher: "synthetic" | "holdout", parts: readonly Part[]) =>
    compute(
      learnedGuesses,
      stages(arena, parts).map((stage) => ({ ...aim(secret, arena), ...stage, teacher, parts, rows })),
    );
  const [found, imputed] = await Promise.all([
    play("synthetic", subject.holdout ? ["train", "holdout"] : ["train"]),
    subject.holdout ? play("holdout", ["train"]) : null,
  ]);
  const of = (part: number): Uint8Array => bytes(found.map(({ hits }) => hits[part] ?? new Uint8Array()));
  return {
    secret,
    attack: "learned",
    train: of(0),
    holdout: subject.holdout ? of(1) : null,
    chance: numbers(found.map(({ chance }) => chance[0] ?? new Float64Array())),
    tied: null,
    imputed: imputed && bytes(imputed.map(({ hits }) => hits[0] ?? new Uint8Array())),
    grouped: found[0]?.grouped ?? 0,
  };
}

const aim = (secret: string, { subject, tolerance, targets, seed }: Arena) => ({
  tables: subject.tables,
  key: subject.key,
  columns: subject.columns,
  targets: targets === "all" ? null : targets,
  seed,
  secret,
  tolerance,
});

/** Portions of the people of the larger part. */
function stages({ subject: { summary }, targets }: Arena, parts: readonly Part[]): ReturnType<typeof portions> {
  const people = Math.max(...parts.map((part) => playedOn(summary.rows[part], targets)));
  return portions(summary.rows["synthetic"] ?? 0, people);
}

const bytes = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const numbers = (parts: readonly Float64Array[]): Float64Array => Float64Array.from(parts.flatMap((part) => [...part]));
