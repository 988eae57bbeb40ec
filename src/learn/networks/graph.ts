/** The user's own network, from its ONNX file alone: the same operations, with weights that are drawn anew. */
import { TelltaleError } from "../../error.ts";
import { type Constant, type Dtype, sizeOf, textOf } from "../../graph/dtype.ts";
import { lower } from "../../graph/lower.ts";
import type { Model, Port } from "../../graph/model.ts";
import { log, sub } from "../../graph/ops/elementwise.ts";
import { clip } from "../../graph/ops/activations.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { Scope, type Value } from "../../graph/value.ts";
import type { Network, Parameter } from "./network.ts";

export interface GraphOptions {
  /** Which of the model's outputs. Default: its first of floating-point numbers. */
  readonly output?: string;
  /** What that holds. A last Softmax or Sigmoid is seen; other ways to probabilities (of scikit-learn's exports) must be said. Default: logits, or values. */
  readonly holds?: "logits" | "probabilities";
  /** Extents of axes, other than the first, that the model leaves open, by their names. */
  readonly sizes?: ReadonlyMap<string, number>;
}

export interface GraphNetwork extends Network {
  /** What the file has, in float32 and in the network's order. */
  readonly trained: { readonly parameters: readonly Float32Array[]; readonly running: readonly Float32Array[] };
}

/**
 * Running means begin with 0 and variances with 1, whatever the file has.
 * Errors: NETWORK_INPUTS (not a single one), NETWORK_OUTPUTS, NETWORK_UNTRAINED (nothing in it was trained), and those of `lower`.
 */
export function graphNetwork(model: Model, options: GraphOptions = {}): GraphNetwork {
  const output = options.output ?? firstOfNumbers(model);
  const { sizes = new Map<string, number>() } = options;
  const seen = lower(model, new Scope(), { outputs: [output], mode: "evaluate", batch: 2, sizes });
  const [only, ...more] = seen.inputs;
  if (!only || more.length > 0)
    throw new TelltaleError("NETWORK_INPUTS", {
      message: `The model takes ${seen.inputs.size} inputs (${[...seen.inputs.keys()].join(", ")}): only one can be trained from`,
      hint: "Export the network by itself, without the steps that put its columns together.",
    });
  if (seen.parameters.length === 0)
    throw new TelltaleError("NETWORK_UNTRAINED", {
      message: "Nothing in the model can be trained",
      hint: "Its weights may have been made part of other operations: export it again without quantising or optimising it.",
    });
  const [name, x] = only;
  const result = seen.outputs.get(output);
  const outputs = result ? outputsOf(result, output) : 0;
  return {
    trained: {
      parameters: seen.parameters.map(({ initial }) => floats(initial)),
      running: seen.running.map(({ initial }) => floats(initial)),
    },
    input: { shape: x.shape.slice(1), dtype: x.dtype },
    outputs,
    parameters: seen.parameters.map((one): Parameter => {
      const { shape } = one.initial;
      const { role, fanIn } = one;
      return { name: one.name, shape, role, fanIn, ...(role === "other" ? { initial: floats(one.initial) } : {}) };
    }),
    running: seen.running.map(({ name: own, is, initial }) => ({
      name: own,
      shape: initial.shape,
      initial: new Float32Array(sizeOf(initial.shape)).fill(is === "mean" ? 0 : 1),
    })),
    build(scope, given) {
      const names = [...seen.parameters, ...seen.running].map((one) => one.name);
      const values = [...given.parameters, ...given.running];
      const lowered = lower(model, scope, {
        outputs: [output],
        inputs: new Map([[name, given.x]]),
        given: new Map(names.flatMap((one, i) => values.slice(i, i + 1).map((value) => [one, value] as const))),
        mode: given.mode,
        dropout: given.mask,
        sizes,
      });
      const answer = lowered.outputs.get(output);
      if (!answer) throw new Error(`no output ${output}`);
      const logits = logitsOf(answer, options.holds ?? "logits");
      const next = new Map(lowered.running.map((one) => [one.name, one.next ?? one.value]));
      return {
        logits: reshape(logits, [given.x.shape[0] ?? 1, outputs]),
        running: seen.running.flatMap((one, i) => next.get(one.name) ?? given.running.slice(i, i + 1)),
      };
    },
  };
}

/** Of what is given back last: without what makes probabilities of it, which loses digits. */
function logitsOf(answer: Value, holds: "logits" | "probabilities"): Value {
  const { op, inputs } = answer.node;
  const [before] = inputs;
  if (before && (op === "Softmax" || op === "Sigmoid")) return before;
  if (before && (op === "Reshape" || op === "Identity") && ["Softmax", "Sigmoid"].includes(before.node.op))
    return reshape(logitsOf(before, holds), answer.shape);
  if (holds === "logits") return answer;
  const sure = clip(answer, 1e-7, 1 - 1e-7);
  return answer.shape.length > 1 && (answer.shape.at(-1) ?? 1) > 1 ? log(sure) : sub(log(sure), log(sub(1, sure)));
}

function outputsOf({ shape, dtype }: Value, name: string): number {
  const [, outputs = 1, ...rest] = shape;
  if (dtype === "float32" && shape.length > 0 && sizeOf(rest) === 1) return outputs;
  throw new TelltaleError("NETWORK_OUTPUTS", {
    message: `The output "${name}" is ${textOf(shape)} of ${dtype}: not one list of numbers for each example`,
    hint: "Name the output that holds logits, probabilities or a value.",
  });
}

const isFloat = (dtype: Dtype): boolean => dtype === "float32" || dtype === "float64" || dtype === "float16";
const ofNumbers = ({ type }: Port): boolean => type.kind === "tensor" && isFloat(type.dtype);
function firstOfNumbers({ graph: { outputs } }: Model): string {
  const found = outputs.find(ofNumbers);
  if (found) return found.name;
  throw new TelltaleError("NETWORK_OUTPUTS", {
    message: `No output of the model holds numbers: ${outputs.map(({ name }) => name).join(", ")}`,
    hint: "Export it with its probabilities as a tensor (skl2onnx: options={'zipmap': False}).",
  });
}

const floats = ({ data }: Constant): Float32Array =>
  data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number>); // `lower` gives float32
