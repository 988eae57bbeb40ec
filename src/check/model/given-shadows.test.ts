import { describe, expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { Predictions } from "../../subject/predictions.ts";
import { liraOnline } from "./attacks/lira.ts";
import { drawnUnevenly } from "./given-shadows.ts";
import { membership, type MembershipOptions } from "./membership.ts";
import { openInline } from "./one-run/testing/subject.ts";
import { audited } from "./testing/audited.ts";

const counts = (...numbers: number[]): Uint32Array => Uint32Array.from(numbers);

describe("shadow models that were drawn", () => {
  const sides = { members: 100, outsiders: 100 };

  // One model: the difference .02 has a standard error of sqrt(.25 * .02) = .071.
  test.each([
    ["of both sides alike", counts(51, 49), counts(49, 51)],
    ["of everybody", counts(100, 100), counts(100, 100)],
    ["of nobody", counts(0, 0), counts(0, 0)],
  ])("%s may be compared with", (_, members, outsiders) => {
    expect(drawnUnevenly({ members, outsiders }, sides)).toBeNull();
  });

  test.each([
    ["of outsiders only", counts(0, 0), counts(50, 50), /from 0\.0 % of the people in the data and 50\.0 % of/],
    ["of people in the data only", counts(50, 50), counts(0, 0), /from 50\.0 % of the people in the data and 0\.0 %/],
    ["now of one side, now of the other", counts(100, 0), counts(0, 100), /single ones differ/],
    // Each differs by .2, 2.8 standard errors; the four of them by 5.7.
    ["a little more of one side each time", counts(60, 60, 60, 60), counts(40, 40, 40, 40), /60\.0 % .* 40\.0 %/],
  ])("%s may not", (_, members, outsiders, reason) => {
    expect(drawnUnevenly({ members, outsiders }, sides)?.reason).toMatch(reason);
  });
});

describe("a model that knows nobody, and shadow models", () => {
  const [n, models] = [200, 16];
  const s = stream(1, "given-shadows.test");
  /** By row: the logit of the class; 3 more of whom a shadow model learnt from. */
  const signals = Array.from({ length: models + 1 }, () => Float64Array.from({ length: 2 * n }, () => s.normal()));
  const [target, ...theirs] = signals;

  function drawn(from: number, to: number): { isIn: Uint8Array[]; phi: Float64Array[] } {
    const pairs = Array.from({ length: models / 2 }, () => Uint8Array.from({ length: 2 * n }, () => s.int(2)));
    const isIn = pairs.flatMap((first) =>
      [0, 1].map((turn) => first.map((coin, row) => (row >= from && row < to && coin === turn ? 1 : 0))),
    );
    return { isIn, phi: theirs.map((of, k) => of.map((x, row) => x + 3 * isIn[k]![row]!)) };
  }

  async function played(from: number, to: number) {
    const inline = openInline();
    const made = { members: n, outsiders: n, features: 2, classes: 2, signal: 0 };
    const subject = await audited(inline, { ...made, trainer: { kind: "forest", trees: 2 } });
    const { label, codes } = (await inline.reader.get(subject.crowd)) as unknown as Predictions["crowd"];
    const answersOf = (...of: Float64Array[]): Predictions["answers"] => ({
      kind: "logits",
      outputs: 2,
      rows: 2 * n,
      perModel: of.map((phi) =>
        Float64Array.from({ length: 4 * n }, (_, i) => (i % 2 === codes![i >> 1]! ? phi[i >> 1]! : 0)),
      ),
    });
    const { isIn, phi } = drawn(from, to);
    const crowd = (await inline.reader.get(subject.crowd)) as unknown as Predictions["crowd"];
    const shadows = { answers: answersOf(...phi), isIn, paired: false };
    const key = await inline.put({ crowd, answers: answersOf(target!), shadows, notes: [] });
    const answers = await inline.put(answersOf(target!));
    const options = membership.options.parse({ attacks: ["loss", "lira-online", "rmia-online"] }) as MembershipOptions;
    const audit = { ...subject, target: { kind: "predictions", answers, shadows: { key, models } } } as const;
    expect(label.kind).toBe("class");
    return await membership.play({ subject: audit, options, seed: 1, limitOf: () => null, ...inline });
  }

  test("of outsiders alone would tell who is in the data; they are left out, and why is said", async () => {
    const { isIn, phi } = drawn(n, 2 * n);
    const scores = liraOnline(target!, phi, isIn);
    const positive = (side: Float64Array): number => side.filter((score) => score >= 0).length / n;
    expect(positive(scores.subarray(0, n))).toBe(1);
    expect(positive(scores.subarray(n))).toBeLessThan(0.2);

    const found = await played(n, 2 * n);
    expect(found.facts["shadows"]).toBe(0);
    expect(found.facts["attacks"]).toEqual(["loss"]);
    expect(found.headline?.estimate.low).toBeLessThan(0);
    const message = found.validity.find(({ code }) => code === "attacks-left-out")?.message;
    expect(message).toMatch(/did not learn from both sides alike \(on average from 0\.0 % of the people in the data/);
  });

  test("of both sides show nothing", async () => {
    const found = await played(0, 2 * n);
    expect(found.facts["shadows"]).toBe(models);
    expect(found.facts["attacks"]).toEqual(["loss", "lira-online", "rmia-online"]);
    expect(found.headline?.estimate.low).toBeLessThan(0);
    expect(found.validity.filter(({ code }) => code === "attacks-left-out")).toEqual([]);
  });
});
