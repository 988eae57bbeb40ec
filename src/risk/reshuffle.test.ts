import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { notPlayed, type Guesses } from "./counts.ts";
import { noLeak } from "./reshuffle.ts";

const ones = (n: number, hits: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => Number(i < hits));
const options = { seed: 1, name: "test", reshuffles: 4999 };

/** Five standard errors of 4999 reshuffles. */
const near = (p: number): number => 5 * Math.sqrt((p * (1 - p)) / 4999) + 2 / 5000;

test("one game gives Fisher's one-sided p: 7 of 10 against 2 of 10 is .0349", () => {
  // sum over x >= 7 of C(9,x) C(11,10-x) / C(20,10) = (36*165 + 9*55 + 1*11)/184756 = 6446/184756 (hand)
  const p = 6446 / 184756;
  const found = noLeak([{ attack: ones(10, 7), control: ones(10, 2) }], options);
  expect(Math.abs(found!.p - p)).toBeLessThan(near(p));
});

test("arms of different size: 4 of 5 against 3 of 15 is .0275", () => {
  // (C(7,4) C(13,1) + C(7,5)) / C(20,5) = (35*13 + 21)/15504 = 476/15504 (hand)
  const p = 476 / 15504;
  const found = noLeak([{ attack: ones(5, 4), control: ones(15, 3) }], options);
  expect(Math.abs(found!.p - p)).toBeLessThan(near(p));
});

test("pairs give the sign test: 9 for the attack, 2 against, is .0327, however many pairs agree", () => {
  // P[Bin(11, 1/2) >= 9] = (55 + 11 + 1)/2048 (hand)
  const p = 67 / 2048;
  const attack = Uint8Array.from([...Array(9).fill(1), 0, 0, ...Array(20).fill(1), ...Array(40).fill(0)]);
  const control = Uint8Array.from([...Array(9).fill(0), 1, 1, ...Array(20).fill(1), ...Array(40).fill(0)]);
  const found = noLeak([{ attack, control, paired: true }], options);
  expect(Math.abs(found!.p - p)).toBeLessThan(near(p));
});

test("the choice is made again: the same game among fifteen unrelated ones proves less", () => {
  const random = stream(1, "noise");
  const noise = (): Guesses => ({
    attack: Uint8Array.from({ length: 40 }, () => random.int(2)),
    control: Uint8Array.from({ length: 40 }, () => random.int(2)),
  });
  const game = { attack: ones(40, 20), control: ones(40, 10) };
  const alone = noLeak([game], options)!.p;
  const among = noLeak([game, ...Array.from({ length: 14 }, noise)], options)!.p;
  expect(alone).toBeLessThan(0.05);
  expect(among).toBeGreaterThan(2 * alone);
});

test("the same game twice proves as much as once", () => {
  const game = { attack: ones(40, 20), control: ones(40, 10) };
  expect(noLeak([game, game], options)).toEqual(noLeak([game], options));
});

const padded = (arm: Uint8Array): Uint8Array => Uint8Array.from([...arm, ...Array(30).fill(notPlayed)]);

test("people who were not played are no evidence", () => {
  const p = 6446 / 184756;
  const found = noLeak([{ attack: padded(ones(10, 7)), control: padded(ones(10, 2)) }], options)!.p;
  // The numbers played on now vary too, which splits Fisher's few large steps: p gets smaller, but stays of the same size.
  expect(found).toBeLessThan(p + near(p));
  expect(found).toBeGreaterThan(p / 4);
});

test("without outsiders nothing can be reshuffled; with no hits at all every reshuffle ties", () => {
  expect(noLeak([{ attack: ones(10, 7) }], options)).toBeNull();
  expect(noLeak([{ attack: ones(10, 0), control: ones(10, 0) }], { ...options, reshuffles: 99 })?.p).toBe(1);
});

test("the same seed and name give the same reshuffles", () => {
  const suite = [{ attack: ones(300, 40), control: ones(200, 20) }];
  expect(noLeak(suite, options)).toEqual(noLeak(suite, options));
  expect(noLeak(suite, { ...options, seed: 2 })).not.toEqual(noLeak(suite, options));
});

test("members are drawn evenly, also where they are one in seven of an odd number", () => {
  // Everybody is a hit once: over many suites the first member's share of hits must not depend on the place.
  const n = 77;
  const p = [0, 10, 11, 40, 76].map((place) => {
    const everybody = Uint8Array.from({ length: n }, (_, i) => Number(i === place));
    return noLeak([{ attack: everybody.slice(0, 11), control: everybody.slice(11) }], options)!.p;
  });
  // Hit inside: as extreme whenever the one hit is drawn, 1/7; hit outside: always as extreme.
  for (const inside of p.slice(0, 2)) expect(Math.abs(inside - 1 / 7)).toBeLessThan(near(1 / 7));
  expect(p.slice(2)).toEqual([1, 1, 1]);
});
