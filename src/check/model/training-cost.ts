/** How long models like the audited one take to train, and how much memory: for plans, within a factor of two or three. */
import { outputsFor } from "../../learn/trainers/data.ts";
import type { TrainerSpec } from "../../learn/trainers/spec.ts";
import type { ModelSubject } from "../../subject/model.ts";

type About = Pick<ModelSubject, "columns" | "summary" | "label" | "parameters">;
type Subject = About & Pick<ModelSubject, "sides" | "trainer" | "trainerBy">;

/** Rows that each shadow model learns from. */
export const rowsEach = ({ sides: { members, outsiders } }: Pick<ModelSubject, "sides">): number =>
  Math.max(1, Math.min(members, Math.floor((members + outsiders) / 2)));

/**
 * Of one core, for one model. Measured with Location-30 (446 numbers, 30 classes) and Adult (14 columns, 106 numbers of them), 2,000 rows each: networks of 212 to 66,000
 * weights took .75e-6 to 7.8e-6 s a row and epoch, a forest of 100 trees 1.0 and .14 s, boosting of 100 rounds 5.8 and .12 s.
 */
export function secondsToTrain(subject: Subject, trainer: TrainerSpec | null = usable(subject)): number {
  if (trainer === null) return 0;
  const rows = rowsEach(subject);
  const columns = subject.columns.length === 0 ? widthOf(subject) : subject.columns.length;
  const outputs = outputsFor(subject.label);
  switch (trainer.kind) {
    case "command":
      return 1 + rows * 5e-3;
    case "forest":
      return 0.02 + rows * trainer.trees * (6e-7 + 1e-8 * columns);
    case "boosting":
      return 0.02 + rows * trainer.trees * (outputs > 2 ? outputs : 1) * (5.5e-7 + 1e-9 * columns);
    default: {
      const { epochs, private: dp } = trainer.recipe;
      return 0.02 + rows * epochs * (6e-7 + 1.1e-10 * parametersOf(subject, trainer)) * (dp ? 1.5 : 1);
    }
  }
}

/** Pairs that find out how long the audited model was trained, in models of the usual length: of 50 epochs first, then of 5, 15 and 150. */
const pairsOfOthers = 2 * (1 + (5 + 15 + 150) / 50);

/** Seconds of one core for so many shadow models, with what it takes to choose how they are trained. */
export function secondsOfShadows(subject: Subject, models: number): number {
  const trainer = usable(subject);
  if (trainer === null || models === 0) return 0;
  const searched = subject.trainerBy === "file" && "recipe" in trainer && subject.label.kind === "class";
  return (models + (searched ? pairsOfOthers : 0)) * secondsToTrain(subject, trainer);
}

const usable = ({ trainer }: Pick<ModelSubject, "trainer">): TrainerSpec | null =>
  "reason" in trainer ? null : trainer;

/** Numbers that columns become: one, or one for each category. Of tensors it is not known. */
function widthOf({ columns, summary }: About): number {
  const known = new Set(columns);
  const used = summary.columns.filter(({ name, flag }) => known.has(name) && flag === null);
  return used.reduce((sum, { kind, distinct }) => sum + (kind === "category" ? distinct : 1), 0) || 500;
}

function parametersOf(subject: About, trainer: Extract<TrainerSpec, { recipe: unknown }>): number {
  const outputs = outputsFor(subject.label);
  const width = widthOf(subject);
  if (trainer.kind === "logistic") return (width + 1) * outputs;
  if (trainer.kind === "mlp") {
    const widths = [width, ...trainer.hidden, outputs];
    return widths.slice(1).reduce((sum, next, i) => sum + (widths[i]! + 1) * next, 0);
  }
  // Weights of a convolution are used at many places.
  const own = subject.parameters ?? (width + 1) * 64;
  return trainer.kind === "cnn" ? 30 * own : own;
}

/** Of a process with the engine, before it has read anything. */
const empty = 400e6;

/**
 * Bytes of a process at its largest: everybody's rows with copies of them, then the signals of all shadow models (three arrays of them, and what attacks make of two).
 * Measured: .44 GB for Location-30 with networks, .7 GB with a forest.
 */
export const memoryFor = (subject: Subject, models: number): number => {
  const rows = subject.sides.members + subject.sides.outsiders;
  return empty + rows * widthOf(subject) * 4 * 8 + rows * models * 8 * 5;
};
