/** The works of model/white-box: what gradients show of people, of the audited model and of models like it, and everybody's scores from that. */
import { TelltaleError } from "../../../error.ts";
import { standardised } from "../../../learn/encoding/label.ts";
import type { Weights } from "../../../learn/networks/export.ts";
import type { Network } from "../../../learn/networks/network.ts";
import type { Draw, Pool } from "../../../learn/shadow/halves.ts";
import { lessonOf } from "../../../learn/shadow/halves.ts";
import type { Models } from "../../../learn/shadow/works.ts";
import { readData, type Tensors, widthOf } from "../../../learn/trainers/data.ts";
import type { TrainedNetwork } from "../../../learn/trainers/networks.ts";
import { sameNetwork } from "../../../learn/trainers/same.ts";
import type { Spec } from "../../../learn/trainers/spec.ts";
import type { Examples } from "../../../learn/training/data.ts";
import { objectiveOf } from "../../../learn/training/objective.ts";
import { readCrowd } from "../../../subject/crowd.ts";
import type { Crowd, OnnxTarget } from "../../../subject/model.ts";
import type { Reader, Work } from "../../../work.ts";
import type { BothScores } from "../../bearers.ts";
import { liraOnline } from "../attacks/lira.ts";
import type { People } from "../people.ts";
import { classified } from "./classified.ts";
import { lossesOf, type Unit } from "./losses.ts";
import { openTarget } from "./opened.ts";
import { slopesOf } from "./slopes.ts";
import { featureNames, shapeOf, type Trace, traceOf } from "./traces.ts";

/** Some of the people who are asked about: members first, then outsiders, counted through. */
export type Asked = {
  readonly crowd: string;
  /** Key of `People`. */
  readonly people: string;
  readonly from: number;
  readonly to: number;
};
export type Traces = {
  /** Of the columns of each model's features. */
  readonly names: readonly string[];
  readonly models: readonly Trace[];
};

/** In the network's own weights and in the order of its own classes. */
export const targetWork: Work<Asked & { readonly target: OnnxTarget; readonly pool: string }, Traces> = {
  id: "model/white-box/target@1",
  engines: ["onnxruntime-node"],
  async run({ target, pool, ...asked }, reader) {
    const { crowd, rows } = await readAsked(reader, asked);
    const { network, weights, x, places } = await openTarget(target, { pool, rows }, reader);
    const { label } = crowd;
    const unit: Unit = label.kind === "number" ? { mean: label.mean, deviation: label.deviation } : standard;
    return await tracesOf(network, [weights], { crowd, rows, x, unit, places });
  },
};

export type ShadowsInput = Asked & {
  /** Shadow models of the audited network only: others have other gradients. */
  readonly trainer: Spec<"same">;
  /** What they learnt from. */
  readonly data: string;
  /** Key of `Models`, and how many of them are asked, from the first on. */
  readonly trained: string;
  readonly count: number;
};

export const shadowsWork: Work<ShadowsInput, Traces> = {
  id: "model/white-box/shadows@1",
  engines: ["onnxruntime-node"],
  async run({ trainer, data: key, trained, count, ...asked }, reader) {
    const { crowd, rows } = await readAsked(reader, asked);
    const data = (await readData(reader, key)) as Tensors; // what a network learnt from
    const { models } = (await reader.get(trained)) as unknown as Models; // the output of a training work
    const network = await sameNetwork(trainer, reader, data);
    const weights = models.slice(0, count).map((model) => model as TrainedNetwork); // as its trainer made it
    return await tracesOf(network, weights, { crowd, rows, x: rowsFrom(data, rows), unit: standard, places: null });
  },
};

/** Networks learn numbers in deviations from their mean. */
const standard: Unit = { mean: 0, deviation: 1 };

async function readAsked(
  reader: Reader,
  { crowd, people, from, to }: Asked,
): Promise<{ readonly crowd: Crowd; readonly rows: Uint32Array }> {
  const { members, outsiders } = (await reader.get(people)) as unknown as People;
  const rows = Uint32Array.from([...members, ...outsiders]).subarray(from, to);
  return { crowd: await readCrowd(reader, crowd), rows };
}

function rowsFrom(data: Tensors, rows: Uint32Array): Float32Array {
  const width = widthOf(data);
  const found = new Float32Array(rows.length * width);
  rows.forEach((row, i) => found.set(data.x.subarray(row * width, (row + 1) * width), i * width));
  return found;
}

interface Ground {
  readonly crowd: Crowd;
  readonly rows: Uint32Array;
  readonly x: Examples;
  readonly unit: Unit;
  readonly places: Int32Array | null;
}

async function tracesOf(
  network: Network,
  models: readonly Weights[],
  { crowd: { label, codes, values }, rows, x, unit, places }: Ground,
): Promise<Traces> {
  const goal =
    label.kind === "class"
      ? ({ kind: "class", codes: codes ?? new Int32Array(), classes: label.classes.length } as const)
      : ({ kind: "number", values: values ?? new Float64Array() } as const);
  const own = Int32Array.from(rows, (row) => (codes ? (places?.[codes[row]!] ?? codes[row]!) : 0));
  const truth = { objective: objectiveOf(network, goal), codes: own };
  const slopes = await slopesOf(network, models, { x, truth });
  const wanted = label.kind === "number" && values ? Float64Array.from(standardised(label, values, rows)) : null;
  let names: readonly string[] = [];
  const traces = slopes.map((each) => {
    const logits = opposite(each.logits, network.outputs) ? each.logits.map((score) => score / 2) : each.logits;
    const losses = lossesOf(logits, truth, { values: wanted, unit });
    names = featureNames(shapeOf(each, losses, rows.length));
    const trace = traceOf(each, losses, unit);
    if (!trace.length.every(Number.isFinite)) throw notFinite();
    return trace;
  });
  return { names, models: traces };
}

/** Linear models of scikit-learn give -s and s for two classes, of which the second has the probability sigmoid(s): as a softmax of half as much has it. */
function opposite(logits: Float32Array, outputs: number): boolean {
  if (outputs !== 2) return false;
  for (let at = 0; at < logits.length; at += 2) if (logits[at] !== -logits[at + 1]!) return false;
  return true;
}

const notFinite = (): TelltaleError =>
  new TelltaleError("MODEL_GRADIENT_NOT_FINITE", {
    message:
      "the gradients of some people are no numbers: what the model reads of them, or makes of it, is missing or infinite",
    hint: "Fill in what is missing before, or export the model together with the steps that do; model/membership needs no gradients.",
  });

export const attackIds = ["gradient-norm", "gradient-lira", "gradient-features"] as const;
export type AttackId = (typeof attackIds)[number];

export type ScoresInput = {
  /** Keys of `Traces`, portion after portion. */
  readonly target: readonly string[];
  /** By group of shadow models, in their order: the same portions. */
  readonly shadows: readonly (readonly string[])[];
  readonly draw: Draw | null;
  readonly pool: Pool;
  readonly crowd: string;
  readonly people: string;
  readonly attacks: readonly AttackId[];
  readonly seed: number;
};
export type Scored = { readonly [attack in AttackId]?: BothScores };

export const scoresWork: Work<ScoresInput, Scored> = {
  id: "model/white-box/scores@1",
  async run({ target: keys, shadows: groups, draw, pool, attacks, seed, ...asked }, reader) {
    const { members, outsiders } = (await reader.get(asked.people)) as unknown as People;
    const rows = Uint32Array.from([...members, ...outsiders]);
    const target = await readTraces(reader, keys);
    const shadows: Trace[] = [];
    for (const group of groups) shadows.push(...(await readTraces(reader, group)).models);
    const isIn = shadows.map((_, k) => membersAmong(rows, draw && lessonOf(k, draw, pool)));
    const own = target.models[0]!;
    const scores: { readonly [attack in AttackId]: () => Float64Array | Promise<Float64Array> } = {
      "gradient-norm": () => own.length.map((log) => -log),
      "gradient-lira": () =>
        liraOnline(
          own.length.map((log) => -log),
          shadows.map(({ length }) => length.map((log) => -log)),
          isIn,
        ),
      "gradient-features": async () => {
        const { label, codes } = await readCrowd(reader, asked.crowd);
        const classes = label.kind === "class" && codes ? { names: label.classes, codes } : null;
        return classified({ names: target.names, target: own, shadows, isIn, rows, classes, seed });
      },
    };
    const found: Partial<Record<AttackId, BothScores>> = {};
    for (const attack of attacks) {
      const of = await scores[attack]();
      found[attack] = { members: of.slice(0, members.length), outsiders: of.slice(members.length) };
    }
    return found;
  },
};

/** Portions one after the other. */
async function readTraces(reader: Reader, keys: readonly string[]): Promise<Traces> {
  const parts: Traces[] = [];
  for (const key of keys) parts.push((await reader.get(key)) as unknown as Traces); // outputs of the works above
  const [first] = parts;
  if (!first) throw new Error("nobody was asked about");
  const models = first.models.map((_, k): Trace => {
    const of = parts.map((part) => part.models[k]!);
    return {
      length: Float64Array.from(of.flatMap(({ length }) => [...length])),
      features: Float32Array.from(of.flatMap(({ features }) => [...features])),
    };
  });
  return { names: first.names, models };
}

function membersAmong(rows: Uint32Array, lesson: Uint32Array | null): Uint8Array {
  const known = new Set(lesson);
  return Uint8Array.from(rows, (row) => (known.has(row) ? 1 : 0));
}
