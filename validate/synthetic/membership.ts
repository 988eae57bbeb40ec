/** Attacks on membership against Synth-MIA's and scikit-learn's figures: census2k, 1,000 people on each side and 1,000 as the reference. */
import type { Crowd, Ground } from "../../src/check/synthetic/attacks/attack.ts";
import { classifier } from "../../src/check/synthetic/attacks/classifier.ts";
import { closestRelative } from "../../src/check/synthetic/attacks/closest-relative.ts";
import { closest } from "../../src/check/synthetic/attacks/closest.ts";
import { lookAround } from "../../src/check/synthetic/attacks/near.ts";
import { rowsOf } from "../../src/table/rows.ts";
import { auc } from "../../src/stats/auc.ts";
import { readSet, sets } from "../audited.ts";
import type { Line } from "../types.ts";

/** checks/synthetic.md and notes/synthetic.md, 5F: one-hot, standardised on the synthetic table. */
const known = {
  census2k_syn_flip30: { closest: 0.6392, relative: 0.6374, classifier: 0.628 },
  census2k_syn_mostly: { closest: 0.5228, relative: 0.5274, classifier: 0.5289 },
};

export async function* validateMembership(shared: string): AsyncGenerator<Line> {
  for (const [name, expected] of Object.entries(known)) {
    const files = sets[name];
    if (!files) throw new Error(`no set ${name}`);
    const { tables, subject } = await readSet(shared, files);
    const { synthetic, train, holdout } = tables;
    if (!synthetic || !train || !holdout) throw new Error("a set has three tables");
    const members: Crowd = { table: train, rows: rows(0, 1000) };
    const outsiders: Crowd = { table: holdout, rows: rows(0, 1000) };
    const ground: Ground = {
      synthetic,
      reference: rowsOf(holdout, rows(1000, 2000)),
      columns: subject.columns,
      aside: [members, outsiders],
      seed: 1,
    };
    const near = { encoding: "standardised", k: 1 } as const;
    const [inside, outside] = [lookAround(ground, members, near), lookAround(ground, outsiders, near)];
    const line = (what: string, ours: number, reference: number, allowed = 5e-5, why = "four digits"): Line => ({
      what: `${name}: ${what}`,
      ours,
      reference,
      allowed,
      why,
    });
    const relative = { members: closestRelative.score(inside), outsiders: closestRelative.score(outside) };
    yield line(
      "AUC of closest",
      auc({ members: closest.score(inside), outsiders: closest.score(outside) }),
      expected.closest,
    );
    yield line("AUC of closest-relative", auc(relative), expected.relative);
    if (name === "census2k_syn_flip30")
      yield line(
        "closest-relative, true positives at 1 % false alarms",
        rateAt(relative, 0.01),
        0.129,
        5e-4,
        "three digits",
      );
    const score = classifier.learn(ground);
    yield line(
      "AUC of classifier",
      auc({ members: score(members), outsiders: score(outsiders) }),
      expected.classifier,
      0.05,
      "a boosted model that learns rows by heart, where the reference is a random forest; two standard errors are .025",
    );
  }
}

const rows = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, i) => from + i);

function rateAt({ members, outsiders }: { members: Float64Array; outsiders: Float64Array }, alarms: number): number {
  const line = outsiders.toSorted().at(-1 - Math.floor(alarms * outsiders.length)) ?? Infinity;
  return members.filter((score) => score > line).length / members.length;
}
