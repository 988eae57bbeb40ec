/** Model subjects of made-up people, and a play's computing in this process: what is computed once is kept. */
import { contentOf, type Data, type Tensors } from "../../../../learn/trainers/data.ts";
import { stream } from "../../../../stats/stream.ts";
import type { Crowd, ModelSubject } from "../../../../subject/model.ts";
import type { AnyWork, Compute, Json, Output, Reader, Refs } from "../../../../work.ts";

export interface Inline {
  readonly compute: Compute;
  readonly refs: Refs;
  readonly reader: Reader;
  put(output: Output): Promise<string>;
}

export function openInline(): Inline {
  const kept = new Map<string, Promise<Output>>();
  const get = (key: string): Promise<Output> => kept.get(key) ?? Promise.reject(new Error(`nothing is kept as ${key}`));
  const reader: Reader = { get };
  const keyed = (work: AnyWork, input: Json): string => {
    const key = JSON.stringify([work.id, input]);
    if (!kept.has(key))
      kept.set(
        key,
        Promise.resolve().then(() => work.run(input, reader)),
      );
    return key;
  };
  const keysOf = (work: unknown, inputs: readonly Json[]): string[] =>
    inputs.map((input) => keyed(work as AnyWork, input)); // what a work takes, only it knows
  return {
    reader,
    compute: ((work, inputs) => Promise.all(keysOf(work, inputs).map(get))) as Compute, // and what it gives
    refs: async (work, inputs) => {
      const keys = keysOf(work, inputs);
      await Promise.all(keys.map(get));
      return keys;
    },
    put(output) {
      const key = `put ${kept.size}`;
      kept.set(key, Promise.resolve(output));
      return Promise.resolve(key);
    },
  };
}

export interface Made {
  readonly members: number;
  readonly outsiders: number;
  readonly population?: number;
  readonly features?: number;
  readonly classes?: number;
  /** Of the class in the features, in standard deviations; 0: labels are random. */
  readonly signal?: number;
  readonly seed?: number;
}

/** Normal features, of which the first ones are shifted by the class. */
export function peopleOf(
  rows: number,
  { features = 10, classes = 2, signal = 1, seed = 1 }: Made,
  part: string,
): Tensors {
  const s = stream(seed, "testing", "people", part);
  const codes = Int32Array.from({ length: rows }, () => s.int(classes));
  const x = Float32Array.from({ length: rows * features }, (_, i) => {
    const [row, at] = [Math.floor(i / features), i % features];
    return s.normal() + (at === codes[row] ? signal : 0);
  });
  const names = Array.from({ length: classes }, (_, i) => `class ${i}`);
  return {
    kind: "tensors",
    digest: contentOf(["testing", part], x, codes),
    rows,
    shape: [features],
    x,
    goal: { kind: "class", codes, classes },
    label: { kind: "class", column: "label", classes: names, answers: "string" },
    origin: Uint32Array.from({ length: rows }, (_, i) => i),
    missing: 0,
    encoding: null,
    notes: [],
  };
}

export const crowdOf = ({ digest, rows, label, goal, origin }: Data, members: number): Crowd => ({
  digest,
  members,
  rows,
  label,
  codes: goal.kind === "class" ? goal.codes : null,
  values: goal.kind === "number" ? goal.values : null,
  origin,
  person: null,
});

/** Of what a check of the trainer looks at. */
export async function subjectOf(
  inline: Inline,
  trainer: ModelSubject["trainer"],
  made: Made & { readonly pool?: Data; readonly crowd?: Partial<Crowd> },
): Promise<ModelSubject> {
  const { members, outsiders, population } = made;
  const pool = made.pool ?? peopleOf(members + outsiders, made, "pool");
  const [poolKey, crowd, others, model] = await Promise.all([
    inline.put(pool),
    inline.put({ ...crowdOf(pool, members), ...made.crowd }),
    population === undefined ? null : inline.put(peopleOf(population, made, "population")),
    inline.put(new Uint8Array()),
  ]);
  return {
    kind: "model",
    name: "m",
    sources: [],
    artefact: "",
    summary: {
      rows: { train: members, holdout: outsiders },
      digests: {},
      columns: [],
      duplicates: { train: 0, holdoutInTrain: null, syntheticInTrain: 0, syntheticInHoldout: null },
      remarks: [],
    },
    tables: null,
    columns: [],
    key: [],
    protected: [],
    holdout: outsiders > 0,
    label: pool.label,
    crowd,
    sides: { members, outsiders },
    pool: poolKey,
    lessons: poolKey,
    population: others,
    target: { kind: "onnx", model, label: pool.label, closed: null },
    trainer,
  };
}
