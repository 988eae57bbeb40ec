/** What each table is worth and what it leaks at worst: the two sides that a release weighs. */
import type { Finding, Measure } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";

export interface Weighed {
  readonly subject: string;
  /** The finding with the largest advantage. */
  readonly worst: Finding | null;
  readonly worth: Measure | null;
}

/** By the score of a model trained on it where every table has one, else by likeness: one axis for all. */
export interface Worth {
  readonly id: string;
  readonly name: string;
  readonly best: number | null;
}

const kinds: readonly { readonly id: string; readonly best: string; readonly name: string }[] = [
  { id: "tstr.auc", best: "trtr.auc", name: "AUC of a model trained on it, on real people" },
  { id: "tstr.accuracy", best: "trtr.accuracy", name: "accuracy of a model trained on it, on real people" },
  { id: "tstr.r2", best: "trtr.r2", name: "R\u00b2 of a model trained on it, on real people" },
  { id: "accuracy", best: "", name: "share of outsiders for whom the model is right" },
  { id: "overall", best: "overall.ceiling", name: "likeness to the real table" },
];

export function weigh({ findings, subjects }: Pick<Run, "findings" | "subjects">): {
  readonly worth: Worth | null;
  readonly tables: readonly Weighed[];
} {
  const own = subjects.map(({ name }) => findings.filter(({ subject }) => subject === name));
  const get = (all: readonly Finding[], id: string): Measure | null =>
    all
      .flatMap(({ measures }) => measures)
      .find((one) => one.id === id && one.value !== null && (id !== "accuracy" || one.of?.["part"] === "holdout")) ??
    null;
  const kind = kinds.find(
    ({ id }) =>
      own.some((all) => get(all, id) !== null) &&
      own.filter((all) => get(all, id) !== null).length >= Math.min(2, own.length),
  );
  const bests = kind ? own.map((all) => get(all, kind.best)?.value ?? null) : [];
  const shared = new Set(bests.map((best) => best?.toFixed(3))).size === 1 ? (bests[0] ?? null) : null;
  return {
    worth: kind ? { id: kind.id, name: kind.name, best: shared } : null,
    tables: own.map((all, i) => ({
      subject: subjects[i]?.name ?? "",
      worst:
        all
          .filter(({ headline }) => headline?.measure === "advantage")
          .toSorted((a, b) => (b.headline?.estimate.value ?? 0) - (a.headline?.estimate.value ?? 0))[0] ?? null,
      worth: kind ? get(all, kind.id) : null,
    })),
  };
}
