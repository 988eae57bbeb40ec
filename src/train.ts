/** From a table to a model: an ONNX file that takes the table's own columns. Small and honest: for demos, examples, and to see what an audit says of a model whose making is known. */
import type { z } from "zod";
import { TelltaleError } from "./error.ts";
import { type Hooks, type Housing, openHouse } from "./house.ts";
import { type Made, makeWork, type MakeInput } from "./learn/make.ts";
import { logisticSchema, mlpSchema } from "./learn/trainers/spec.ts";
import { encodeWork, poolWork } from "./learn/trainers/works.ts";
import type { Roles } from "./subject/roles.ts";
import { describe } from "./table/describe.ts";
import { read } from "./table/read.ts";
import { identify } from "./table/source.ts";
import type { TablesSummary } from "./table/types.ts";
import { didYouMean } from "./suggest.ts";
import { now } from "./run/events.ts";

export interface TrainInput extends Partial<Omit<Housing, "store">> {
  /** A file, or SQL. */
  readonly train: string;
  /** People to measure on whom the model never saw. */
  readonly holdout?: string | undefined;
  readonly label: string;
  /** What a label of numbers stands for; default: guessed, and said. */
  readonly as?: "class" | "number" | undefined;
  readonly ignore?: readonly string[];
  readonly types?: Roles["types"];
  /** Default: one hidden layer of 64. */
  readonly trainer?: z.input<typeof mlpSchema> | z.input<typeof logisticSchema>;
  /** Differential privacy by DP-SGD. delta: default 1 / (10 rows); clip: the longest gradient of a person, default 1. */
  readonly private?: {
    readonly epsilon: number;
    readonly delta?: number | undefined;
    readonly clip?: number | undefined;
  };
  readonly seed?: number;
  readonly store?: string;
}

/** @throws TelltaleError for every mistake that a user can make, with a hint; ENGINE_MISSING without onnxruntime-node */
export async function trainModel(input: TrainInput, hooks: Hooks = {}): Promise<Made> {
  const { train, holdout, label, as = null, ignore = [], types = {}, seed = 1 } = input;
  const { store = ".telltale", executor = "processes", workers = 1, memory, timeout, maxTime } = input;
  await using house = openHouse({ store, executor, workers, memory, timeout, maxTime }, hooks);
  const { compute, refs } = house.computer;
  const phase = (name: string): void => hooks.onEvent?.({ type: "phase", name, tasks: 0, at: now() });
  phase("reading tables");
  const parts = Object.entries({ train, ...(holdout !== undefined && { holdout }) });
  const sources = await Promise.all(parts.map(([part, source]) => identify(part, source)));
  const [tables = ""] = await refs(read, [{ sources, types }]);
  const [summary] = await compute(describe, [{ tables }]);
  if (!summary) throw new Error("compute gives one output for one input");
  const columns = columnsOf(summary, { label, ignore });
  phase("training");
  const pools = await refs(
    poolWork,
    parts.map(([part]) => ({ tables, parts: [part], fit: ["train"], label, columns, as })),
  );
  const [fit = ""] = pools;
  const [encoded = "", outside = null] = await refs(
    encodeWork,
    pools.map((pool) => ({ pool, fit })),
  );
  const { epsilon, delta = null, clip = 1 } = input.private ?? {};
  const budget: MakeInput["budget"] = epsilon === undefined ? null : { epsilon, delta, clip };
  const given = input.trainer ?? { kind: "mlp" };
  const trainer = given.kind === "mlp" ? mlpSchema.parse(given) : logisticSchema.parse(given);
  const [made] = await compute(makeWork, [{ trainer, train: encoded, holdout: outside, budget, seed }]);
  if (!made) throw new Error("compute gives one output for one input");
  return made;
}

/** All but what is ignored; names that are no column are refused. */
function columnsOf(
  { columns }: TablesSummary,
  { label, ignore }: { readonly label: string; readonly ignore: readonly string[] },
): readonly string[] {
  const names = columns.map(({ name }) => name);
  for (const name of [label, ...ignore])
    if (!names.includes(name))
      throw new TelltaleError("COLUMN_UNKNOWN", {
        message: `"${name}" is not a column of the table`,
        hint: didYouMean(name, names, "columns"),
      });
  return names.filter((name) => name !== label && !ignore.includes(name));
}
