/** A model of which nothing is had but its answers: about the people of the given files, or about whom the file itself tells. */
import { trainerOf } from "../learn/trainers/asked.ts";
import { trainerSchema, type TrainerSpec } from "../learn/trainers/spec.ts";
import type { TablesSummary } from "../table/types.ts";
import type { Compute, Refs } from "../work.ts";
import type { Lacking, ModelFiles, ModelSubject, PredictionsTarget } from "./model.ts";
import { openPeople } from "./open-people.ts";
import {
  predictedAnswersWork,
  predictedCrowdWork,
  type PredictionsAbout,
  predictionsAboutWork,
  readPredictions,
} from "./predictions.ts";
import type { Roles } from "./roles.ts";

interface Computing {
  readonly compute: Compute;
  readonly refs: Refs;
}

/** @throws TelltaleError PREDICTIONS_*, ARRAYS_*, TABLE_*, TENSORS_*, LABEL_*, MODEL_CLASSES, COLUMN_UNKNOWN */
export async function openPredictions(
  files: ModelFiles & { readonly predictions: string },
  roles: Roles,
  computing: Computing,
): Promise<ModelSubject> {
  return files.train === undefined ? await alone(files, roles, computing) : await aboutPeople(files, roles, computing);
}

type Files = Parameters<typeof openPredictions>[0];

async function aboutPeople(files: Files, roles: Roles, computing: Computing): Promise<ModelSubject> {
  const people = await openPeople(files, roles, { ...computing, takes: null });
  const { crowd, sides, pool, population, tables, columns, summary } = people;
  const { train = 0, holdout = 0 } = summary.rows;
  const { source, predictions } = await readPredictions(
    files.predictions,
    { about: { crowd, train, holdout }, as: files.as ?? null },
    computing,
  );
  const { target, notes } = await targetOf(predictions, computing);
  return {
    ...common(files, roles, [source, ...people.sources]),
    summary: { ...summary, remarks: [...summary.remarks, ...notes] },
    tables,
    columns,
    holdout: files.holdout !== undefined,
    label: people.about.label,
    crowd,
    sides,
    pool,
    lessons: pool,
    population,
    target,
    trainer: trainerFor(files.trainer),
    trainerBy: files.trainer === undefined ? "file" : "user",
  };
}

async function alone(files: Files, roles: Roles, computing: Computing): Promise<ModelSubject> {
  const label = files.label ?? roles.label ?? null;
  const { source, predictions } = await readPredictions(
    files.predictions,
    { label, as: files.as ?? null, types: roles.types },
    computing,
  );
  const { target, about } = await targetOf(predictions, computing);
  const [crowd = ""] = await computing.refs(predictedCrowdWork, [{ predictions }]);
  return {
    ...common(files, roles, [source]),
    summary: summaryOf(about),
    tables: null,
    columns: [],
    key: [],
    protected: [],
    holdout: true,
    label: about.label,
    crowd,
    sides: { members: about.members, outsiders: about.rows - about.members },
    pool: null,
    lessons: null,
    population: null,
    target,
    trainer: {
      reason: "the people themselves are not known, only what the model says of them",
      remedy: "Give their rows, too (--train, --holdout), or the answers of shadow models in the same file.",
    },
  };
}

const common = (
  { name }: ModelFiles,
  { key, protected: declared }: Roles,
  sources: ModelSubject["sources"],
): Pick<ModelSubject, "kind" | "name" | "key" | "protected" | "sources" | "artefact"> => ({
  kind: "model",
  name,
  key,
  protected: declared,
  sources,
  artefact: sources[0]?.files.map(({ sha256 }) => sha256).join() ?? "",
});

async function targetOf(
  predictions: string,
  { compute, refs }: Computing,
): Promise<{
  readonly target: PredictionsTarget;
  readonly about: PredictionsAbout;
  readonly notes: PredictionsAbout["notes"];
}> {
  const [[about], [answers = ""]] = await Promise.all([
    compute(predictionsAboutWork, [{ predictions }]),
    refs(predictedAnswersWork, [{ predictions }]),
  ]);
  if (!about) throw new Error("compute gives one output for one input");
  const shadows = about.shadows > 0 ? { key: predictions, models: about.shadows } : null;
  return { target: { kind: "predictions", answers, shadows }, about, notes: about.notes };
}

/** Of nothing but answers no network is known: a small one is usual. */
function trainerFor(asked: ModelFiles["trainer"]): TrainerSpec | Lacking {
  if (asked === undefined) return trainerSchema.parse({ kind: "mlp" });
  return (
    trainerOf(asked, null) ?? {
      reason: "there is no model file whose network could be trained anew",
      remedy: "Take another trainer (--trainer mlp, forest or boosting), or give the model itself (--model).",
    }
  );
}

/** There is no row to look at: how many people there are is all that is known. */
const summaryOf = ({ members, rows, digest, notes }: PredictionsAbout): TablesSummary => ({
  rows: { train: members, holdout: rows - members },
  digests: { train: digest, holdout: digest },
  columns: [],
  duplicates: { train: 0, holdoutInTrain: null, syntheticInTrain: 0, syntheticInHoldout: null },
  remarks: notes,
});
