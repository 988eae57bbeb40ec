import { describe, expect, test } from "vitest";
import { auditsOf, byHeart, chance, failedBy, type GameOptions, membershipGame, quick } from "./testing/calibration.ts";

describe("trainings whose epsilon is known", () => {
  test("are refuted no more often than by accident", { timeout: 60_000 }, async () => {
    // So little privacy is lost that every guess is nearly a coin. BinQ(.999) of 20 at 5 % and at 2.5 %.
    const { above, failed } = await auditsOf({ epsilon: 0.1, noisy: true, audits: 20 });
    expect(above).toBeLessThanOrEqual(5);
    expect(failed).toBeLessThanOrEqual(4);
    expect((await auditsOf({ epsilon: 2, noisy: true, hidden: [8], audits: 5 })).above).toBe(0);
  });

  test("and where the noise was forgotten, the claim is refuted", { timeout: 60_000 }, async () => {
    const { above, failed, lows } = await auditsOf({ epsilon: 0.2, noisy: false, audits: 5 });
    expect([above, failed]).toEqual([5, 5]);
    expect(lows[0]).toBeGreaterThan(0.3);
  });
});

describe("membership games", () => {
  const small = { side: 200, shadows: 8, learnt: "members", signal: 1 } as const;
  const failing = async (options: Omit<GameOptions, "seed">, games: number): Promise<number> => {
    let failed = 0;
    for (let seed = 1; seed <= games; seed++)
      if (failedBy(await membershipGame({ ...options, seed }), chance)) failed++;
    return failed;
  };

  test("a model that saw neither side fails no more often than by accident", { timeout: 60_000 }, async () => {
    expect(await failing({ ...small, trainer: byHeart, learnt: "strangers" }, 10)).toBeLessThanOrEqual(3); // BinQ(.999; 10, .025)
    expect(await failing({ ...small, trainer: quick, learnt: "strangers" }, 10)).toBeLessThanOrEqual(3);
  });

  test(
    "one that knows its people fails, most of all one that was taught random labels",
    { timeout: 60_000 },
    async () => {
      expect(await failing({ ...small, trainer: byHeart }, 2)).toBe(2);
      const { headline } = await membershipGame({ ...small, trainer: byHeart, signal: 0, seed: 1 });
      expect(headline?.estimate.low).toBeGreaterThan(0.75);
    },
  );
});
