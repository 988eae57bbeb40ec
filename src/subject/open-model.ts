/** From files to a model that checks can play against: the people are read together, the model is described, and what makes models like it is chosen. */
import { TelltaleError } from "../error.ts";
import { trainerOf } from "../learn/trainers/asked.ts";
import { trainerSchema, type TrainerSpec } from "../learn/trainers/spec.ts";
import type { Compute, Refs } from "../work.ts";
import type { Lacking, ModelFiles, ModelSubject, OnnxTarget } from "./model.ts";
import { openPeople, type People } from "./open-people.ts";
import { openPredictions } from "./open-predictions.ts";
import type { Roles } from "./roles.ts";
import { answersWork } from "./target/answers.ts";
import { describeWork, type TargetDescription } from "./target/describe.ts";
import { featuresWork } from "./target/features.ts";
import { fileWork, identifyModel } from "./target/file.ts";

export interface Computing {
  readonly compute: Compute;
  readonly refs: Refs;
}

/** @throws TelltaleError for every mistake that a user can make: MODEL_*, TABLE_*, TENSORS_*, PREDICTIONS_*, LABEL_*, COLUMN_UNKNOWN */
export async function openModel(files: ModelFiles, roles: Roles, computing: Computing): Promise<ModelSubject> {
  const { predictions } = files;
  if (predictions !== undefined) return await openPredictions({ ...files, predictions }, roles, computing);
  if (files.model === undefined || files.train === undefined)
    throw new TelltaleError("CONFIG_VALUE", {
      message: "a model is audited with the people that it was trained on",
      hint: "Name both: --model m.onnx --train t.csv.",
    });
  const file = await identifyModel(files.model);
  const [model = ""] = await computing.refs(fileWork, [file]);
  const [description] = await computing.compute(describeWork, [{ model }]);
  if (!description) throw new Error("compute gives one output for one input");
  const people = await openPeople(files, roles, { ...computing, takes: description });
  const label = people.about.label;
  const target: OnnxTarget = {
    kind: "onnx",
    model,
    label,
    closed: closedBy(description),
    labelsOnly: description.labelsOnly,
  };
  await tryOut(target, people, computing);
  const trainer = trainerFor(files.trainer, { description, model, sha256: file.sha256 });
  const source = { part: "model", path: files.model, sql: null, format: "model", gzip: false } as const;
  return {
    ...subjectOf(files, roles, people),
    sources: [{ ...source, files: [{ path: files.model, sha256: file.sha256 }] }, ...people.sources],
    artefact: file.sha256,
    target,
    parameters: description.parameters,
    trainer,
    trainerBy: files.trainer === undefined ? "file" : "user",
    lessons: await lessonsFor(trainer, { target, people, computing }),
  };
}

/** Enough to see what a model does not take, or answer. */
const few = 64;

/** Asks about a few people: rows or a label that the model was not made for are better said before hours of training than after. */
async function tryOut(target: OnnxTarget, { pool, sides }: People, { compute }: Computing): Promise<void> {
  const to = Math.min(few, sides.members + sides.outsiders);
  if (to > 0) await compute(answersWork, [{ target, data: pool, from: 0, to }]);
}

/** What does not depend on how answers are got. */
export function subjectOf(
  { name }: ModelFiles,
  roles: Roles,
  people: People,
): Omit<ModelSubject, "sources" | "artefact" | "target" | "trainer" | "trainerBy" | "lessons"> {
  return {
    kind: "model",
    name,
    summary: people.summary,
    tables: people.tables,
    columns: people.columns,
    // Tensors have no columns to tell people apart by.
    key: people.tables === null ? [] : roles.key,
    protected: roles.protected,
    holdout: people.summary.rows["holdout"] !== undefined,
    label: people.about.label,
    crowd: people.crowd,
    sides: people.sides,
    pool: people.pool,
    population: people.population,
  };
}

/** Why gradients of its weights cannot be had: it cannot be differentiated, or has nothing that was trained by descent. */
function closedBy({ differentiable, retrainable }: TargetDescription): string | null {
  const obstacle = [differentiable, retrainable].find(({ ok }) => !ok);
  return obstacle ? (obstacle.reasons[0] ?? "it is not known how") : null;
}

/** As asked; else the user's own network with new weights, else what is most like it. */
function trainerFor(
  asked: ModelFiles["trainer"],
  {
    description,
    model,
    sha256,
  }: { readonly description: TargetDescription; readonly model: string; readonly sha256: string },
): TrainerSpec | Lacking {
  const { retrainable, trees } = description;
  const same = retrainable.ok ? { model, sha256, from: retrainable.from?.name ?? null } : null;
  if (asked !== undefined)
    return (
      trainerOf(asked, same) ?? {
        reason: `the model itself cannot be trained anew: ${retrainable.reasons[0] ?? "nothing in it was trained by descent"}`,
        remedy: "Take another trainer (--trainer mlp, forest or boosting), or your own training script (a command).",
      }
    );
  if (same) return trainerSchema.parse({ kind: "same", ...same });
  if (trees?.kind === "forest") return trainerSchema.parse({ kind: "forest", trees: Math.min(trees.count, 500) });
  if (trees?.kind === "boosting") return trainerSchema.parse({ kind: "boosting" });
  return trainerSchema.parse({ kind: "mlp" });
}

/** The user's own network learns from rows as it takes them, which its file makes of the table's; all others from the rows themselves. */
async function lessonsFor(
  trainer: TrainerSpec | Lacking,
  {
    target,
    people,
    computing: { refs },
  }: {
    readonly target: OnnxTarget;
    readonly people: People;
    readonly computing: Computing;
  },
): Promise<string | null> {
  if (people.pool === null || "reason" in trainer || trainer.kind !== "same" || people.tables === null)
    return people.pool;
  const [lessons = null] = await refs(featuresWork, [{ target, from: trainer.from, data: people.pool }]);
  return lessons;
}
