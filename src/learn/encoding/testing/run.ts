/** Runs nodes on columns in ONNX Runtime, for tests. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Constant } from "../../../graph/dtype.ts";
import type { ModelNode, Port } from "../../../graph/model.ts";
import { encodeModel } from "../../../graph/protobuf.ts";
import type { Column } from "../../../table/types.ts";
import { encodingOpsets } from "../nodes.ts";

export const float32 = (name: string, columns: number): Port => ({
  name,
  type: { kind: "tensor", dtype: "float32", shape: ["n", columns] },
});

export interface Made {
  readonly nodes: readonly ModelNode[];
  readonly initializers: ReadonlyMap<string, Constant>;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

export async function run(
  { nodes, initializers, inputs, outputs }: Made,
  feeds: Readonly<Record<string, Tensor>>,
): Promise<Readonly<Record<string, Tensor>>> {
  const bytes = encodeModel({
    irVersion: 8,
    producer: "",
    opsets: encodingOpsets,
    graph: { name: "test", nodes, initializers, inputs, outputs, values: [] },
    functions: [],
    metadata: new Map(),
  });
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const results = await session.run(feeds);
  await session.release();
  return results;
}

/** Raw columns as the ports want them. */
export function feedsOf(inputs: readonly Port[], columns: readonly Column[]): Record<string, Tensor> {
  const tensor = ({ name, type }: Port): Tensor => {
    const column = columns.find((each) => each.name === name);
    if (column?.kind === "category")
      return new Tensor(
        "string",
        Array.from(column.codes, (code) => column.labels[code] ?? ""),
        [column.codes.length, 1],
      );
    const values = column?.values ?? new Float64Array(0);
    return type.kind === "tensor" && type.dtype === "float32"
      ? new Tensor("float32", Float32Array.from(values), [values.length, 1])
      : new Tensor("float64", values, [values.length, 1]);
  };
  return Object.fromEntries(inputs.map((port) => [port.name, tensor(port)]));
}
