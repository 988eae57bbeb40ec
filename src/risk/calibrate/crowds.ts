/** Made-up scores of people of whom it is known who leaks, for the self-check of distinguishing games. */
import type { Stream } from "../../stats/stream.ts";
import type { Scores } from "../distinguishing.ts";

export interface Crowd {
  readonly people: number;
  readonly outsiders: number;
  /** Attacks of the suite; every score is half the person's own. */
  readonly attacks: number;
  /** Share of people who stand in their table twice. */
  readonly duplicated?: number;
  /** Only three different scores. */
  readonly tied?: boolean;
  /** Three in ten people score by another law: wider, and higher on average; in the data and outside alike. */
  readonly groups?: boolean;
}

/** Nobody leaks: members and outsiders score by one law. */
export function honest({ people, outsiders, attacks, duplicated = 0, tied, groups }: Crowd, random: Stream): Scores[] {
  const side = (n: number): Float64Array[] => {
    const scores = Array.from({ length: attacks }, () => new Float64Array(n));
    for (let i = 0; i < n; i++) {
      const own = random.normal();
      const other = groups === true && random.next() < 0.3;
      const again = i > 0 && random.next() < duplicated;
      for (const of of scores) {
        const z = (own + random.normal()) / Math.SQRT2;
        const score = other ? 1 + 2 * z : z;
        of[i] = again ? of[i - 1]! : tied === true ? Number(score > 0) + Number(score > 1.35) : score;
      }
    }
    return scores;
  };
  const members = side(people);
  const others = side(outsiders);
  return members.map((of, k) => ({ of: { attack: String(k) }, members: of, outsiders: others[k]! }));
}

/** Some attacks of the suite recognise members with certainty, each of them with this chance. */
export function recognised(
  crowd: Crowd,
  { leak, by }: { leak: number; by: readonly number[] },
  random: Stream,
): Scores[] {
  return honest(crowd, random).map((scores, k) =>
    by.includes(k)
      ? { ...scores, members: scores.members.map((score) => (random.next() < leak ? 100 + random.next() : score)) }
      : scores,
  );
}

/** Randomised response: everybody's membership is told rightly with probability e^eps/(1 + e^eps). `lot`: membership is drawn by coins, too. */
export function responses(
  trials: number,
  { epsilon, lot }: { epsilon: number; lot: boolean },
  random: Stream,
): Scores[] {
  const right = 1 / (1 + Math.exp(-epsilon));
  const sides: [number[], number[]] = [[], []];
  for (let i = 0; i < trials; i++) {
    const member = lot ? random.next() < 0.5 : i % 2 === 0;
    const told = random.next() < right ? member : !member;
    sides[member ? 0 : 1].push(Number(told) + random.next() / 2);
  }
  return [
    { of: { attack: "responses" }, members: Float64Array.from(sides[0]), outsiders: Float64Array.from(sides[1]) },
  ];
}

/** Members who differ by so many standard deviations in what a blind score sees, and an attack that sees the same and nothing else. */
export function shiftedCrowd(n: number, shift: number, random: Stream): { suite: Scores[]; blind: Omit<Scores, "of"> } {
  const side = (mean: number): { blind: Float64Array; attack: Float64Array } => {
    const person = Float64Array.from({ length: n }, () => mean + random.normal());
    const seen = (noise: number): Float64Array => person.map((x) => x + noise * random.normal());
    return { blind: seen(0.2), attack: seen(0.2) };
  };
  const members = side(shift);
  const outsiders = side(0);
  return {
    suite: [{ of: { attack: "shift" }, members: members.attack, outsiders: outsiders.attack }],
    blind: { members: members.blind, outsiders: outsiders.blind },
  };
}

/** Five kinds of people, told by a blind score, of which members and outsiders have other shares; within a kind an attack sees no difference. */
export function kindsOfPeople(n: number, random: Stream): ReturnType<typeof shiftedCrowd> {
  const side = (tilt: number): { blind: Float64Array; attack: Float64Array } => {
    const blind = Float64Array.from({ length: n }, () => Math.floor(5 * random.next() ** tilt));
    return { blind, attack: blind.map((kind) => kind + random.normal()) };
  };
  const members = side(0.7);
  const outsiders = side(1);
  return {
    suite: [{ of: { attack: "kinds" }, members: members.attack, outsiders: outsiders.attack }],
    blind: { members: members.blind, outsiders: outsiders.blind },
  };
}
