/** From files to a table that checks can look at: read beside what it is held against, with its groups and its label decided. */
import { describe } from "../table/describe.ts";
import { read } from "../table/read.ts";
import { identify, type Source } from "../table/source.ts";
import type { TablesSummary } from "../table/types.ts";
import { type Beside, besides, type DataFiles, type DataSubject, type Shares } from "./data.ts";
import { type AnswersOf, castingWork, castWork, type CastInput } from "./data/cast.ts";
import { type Census, censusOf, sharesRemark } from "./data/census.ts";
import { checkColumns, checkScored, proposedOf, remarksOf, weightsFile } from "./data/columns.ts";
import { checkShares, sharesIn } from "./data/shares.ts";
import { toldWork } from "./data/told.ts";
import { weightColumn, weightsFileWork } from "./data/weights-file.ts";
import { datasheetIn } from "./datasheet/file.ts";
import { answersWork } from "./target/answers.ts";
import { type Computing, openModel } from "./open-model.ts";
import { checkRoles, type Roles } from "./roles.ts";

type Given = Pick<DataSubject, "sources"> & { readonly tables: readonly Source[]; readonly shares: Shares | null };

/** @throws TelltaleError TABLE_*, COLUMN_UNKNOWN, PROTECTED_*, LABEL_*, SCORES_*, WEIGHTS_*, SHARES_*, MODEL_* */
export async function openData(files: DataFiles, roles: Roles, computing: Computing): Promise<DataSubject> {
  const all = await given(files);
  const people = all.tables.find(({ part }) => part === "population");
  const census = people ? await censusOf(people, roles, computing) : null;
  return await opened({ files, roles, computing, given: all }, census);
}

interface Opening {
  readonly files: DataFiles;
  readonly roles: Roles;
  readonly computing: Computing;
  readonly given: Given;
}

/** `census`: what is in the population's table, if it holds shares. */
async function opened(opening: Opening, census: Census | null): Promise<DataSubject> {
  const { files, roles, computing, given: all } = opening;
  const sides = census ? all.tables.filter(({ part }) => part !== "population") : all.tables;
  const shares = census?.shares ?? all.shares;
  const { compute, refs } = computing;
  // Who is held against them need not have all columns: a census has no label.
  const [tables = ""] = await refs(read, [{ sources: sides, types: roles.types, partial: ["population", "serving"] }]);
  const [summary] = await compute(describe, [{ tables }]);
  if (!summary) throw new Error("compute gives one output for one input");
  const names = summary.columns.map(({ name }) => name);
  const counted = census && sharesRemark(census, names);
  if (census && !counted) return await opened(opening, null);
  checkRoles(roles, summary);
  checkColumns(files, roles, summary);
  const marked = [...new Set(roles.protected)];
  const { label = null, positive = null } = roles;
  const about = { tables, protected: marked, label, positive };
  const [[casting], [castingKey = ""]] = await Promise.all([compute(castingWork, [about]), refs(castingWork, [about])]);
  if (!casting) throw new Error("compute gives one output for one input");
  checkScored(files, casting.label);
  const apart = weightsFile(files, summary);
  const weights = apart === null ? null : await weighed(apart, summary, computing);
  const model = files.model === undefined ? null : await asked(files.model, { files, roles, computing });
  const parts = sides.map(({ part }) => part);
  const inputs = parts.map((part): CastInput => {
    const own = part === "train" || part === "holdout";
    return {
      tables,
      part,
      casting: castingKey,
      protected: marked,
      prediction: own ? (files.prediction ?? null) : null,
      score: own ? (files.score ?? null) : null,
      weights: weights ? null : (files.weights ?? null),
      weighed: part === "train" ? (weights?.key ?? null) : null,
      answers: model?.answers[part] ?? null,
    };
  });
  // Computed at once, so that what is wrong with scores or weights is said before anything is played.
  const columns = columnsOf(files, roles, summary);
  const [cast, [own], told] = await Promise.all([
    refs(castWork, inputs),
    compute(castWork, inputs.slice(0, 1)),
    compute(toldWork, casting.label === null ? [] : [{ tables, label: casting.label, columns, protected: marked }]),
  ]);
  if (!own) throw new Error("compute gives one output for one input");
  const keyOf = Object.fromEntries(parts.map((part, i) => [part, cast[i] ?? ""]));
  const has = Object.fromEntries(besides.map((part) => [part, parts.includes(part)])) as DataSubject["has"];
  const groups = Object.fromEntries(Object.entries(casting.groupings).map(([name, { labels }]) => [name, labels]));
  return {
    kind: "data",
    name: files.name,
    sources: [...all.sources, ...(weights?.sources ?? []), ...(model?.sources ?? [])],
    artefact: summary.digests["train"] ?? "",
    tables,
    summary: {
      ...summary,
      remarks: [
        ...summary.remarks,
        ...(counted ? [counted] : []),
        ...proposedOf(roles, summary),
        ...casting.remarks,
        ...told.flat(),
        ...remarksOf(own, files),
      ],
    },
    columns,
    key: roles.key,
    protected: marked,
    label: casting.label,
    predicted: predictedBy(files),
    weights: files.weights ?? null,
    holdout: has.holdout,
    has,
    cast: { train: keyOf["train"] ?? "", ...keyOf },
    shares: shares && checkShares(shares, groups),
    datasheet: datasheetIn(files.datasheet),
  };
}

async function given({ train, holdout, population, serving }: DataFiles): Promise<Given> {
  const shares = typeof population === "string" ? await sharesIn(population) : null;
  const table = typeof population === "string" && !shares ? population : undefined;
  const parts = Object.entries({ train, holdout, population: table, serving } satisfies {
    [part in Beside | "train"]: string | undefined;
  });
  const tables = await Promise.all(
    parts.flatMap(([part, source]) => (source === undefined ? [] : [identify(part, source)])),
  );
  return {
    tables,
    sources: [...tables, ...(shares ? [shares.source] : [])],
    shares: shares?.shares ?? (typeof population === "object" ? population : null),
  };
}

const predictedBy = ({ model, score, prediction }: DataFiles): DataSubject["predicted"] => {
  if (model !== undefined) return { by: "model", column: null };
  if (prediction !== undefined) return { by: "prediction", column: prediction };
  return score === undefined ? null : { by: "score", column: score };
};

function columnsOf({ prediction, score, weights }: DataFiles, roles: Roles, { columns }: TablesSummary): string[] {
  const out = new Set([roles.label, prediction, score, weights, ...roles.key, ...roles.ignore]);
  return columns.filter(({ name, flag }) => flag === null && !out.has(name)).map(({ name }) => name);
}

/** Read as a table of its own. */
async function weighed(
  source: string,
  { rows }: TablesSummary,
  { compute, refs }: Computing,
): Promise<Pick<DataSubject, "sources"> & { readonly key: string }> {
  const found = await identify("weights", source);
  const types = { [weightColumn]: "number" as const };
  const [file = ""] = await refs(read, [{ sources: [found], types }]);
  const input = { file, rows: rows["train"] ?? 0 };
  const [[key = ""]] = await Promise.all([refs(weightsFileWork, [input]), compute(weightsFileWork, [input])]);
  return { key, sources: [found] };
}

/** A model is asked about the people of the training table and of the holdout; its answers are those of `model/answers`. */
async function asked(
  path: string,
  { files, roles, computing }: { readonly files: DataFiles; readonly roles: Roles; readonly computing: Computing },
): Promise<Pick<DataSubject, "sources"> & { readonly answers: { readonly [part: string]: AnswersOf } }> {
  const ignore = [...roles.ignore, ...(files.weights === undefined ? [] : [files.weights])];
  const of = { name: files.name, model: path, train: files.train, holdout: files.holdout, label: roles.label };
  const { target, pool, sources, sides, summary } = await openModel(of, { ...roles, key: [], ignore }, computing);
  if (pool === null) throw new Error("a model in a file is asked about rows");
  const { members, outsiders } = sides;
  const [train = "", holdout = ""] = await computing.refs(answersWork, [
    { target, data: pool, from: 0, to: members },
    { target, data: pool, from: members, to: members + outsiders },
  ]);
  return {
    sources: sources.filter(({ part }) => part === "model"),
    answers: {
      train: { key: train, pool, from: 0, before: 0 },
      holdout: { key: holdout, pool, from: members, before: summary.rows["train"] ?? 0 },
    },
  };
}
