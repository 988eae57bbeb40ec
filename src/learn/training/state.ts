/** Parameters of several models as the engine's graphs take them, and back. */
import { type Constant, sizeOf } from "../../graph/dtype.ts";
import type { Network } from "../networks/network.ts";
import type { Block } from "./layout.ts";

/** Of one model: arrays in the order of the network's parameters and running numbers. */
export interface Numbers {
  readonly parameters: readonly Float32Array[];
  readonly running: readonly Float32Array[];
}

/** Blocks of all models, [models, ...block], then running numbers, [models, ...]. */
export function packed(all: readonly Numbers[], blocks: readonly Block[], { running }: Network): Constant[] {
  const models = all.length;
  const held = blocks.map(({ members, shape }) =>
    filled(
      [models, ...shape],
      all.flatMap(({ parameters }) => members.flatMap((i) => parameters.slice(i, i + 1))),
    ),
  );
  const kept = running.map(({ shape }, i) =>
    filled(
      [models, ...shape],
      all.flatMap((one) => one.running.slice(i, i + 1)),
    ),
  );
  return [...held, ...kept];
}

function filled(shape: readonly number[], parts: readonly Float32Array[]): Constant {
  const data = new Float32Array(sizeOf(shape));
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  if (at !== data.length) throw new Error(`${at} numbers for [${shape.join()}]`);
  return { dtype: "float32", shape, data };
}

/** Copies of the numbers of model k. */
export function unpacked(
  state: { readonly blocks: readonly Float32Array[]; readonly running: readonly Float32Array[] },
  blocks: readonly Block[],
  { network, k }: { readonly network: Network; readonly k: number },
): Numbers {
  const parameters: Float32Array[] = [];
  blocks.forEach(({ members, shape }, b) => {
    let start = k * sizeOf(shape);
    for (const i of members) {
      const end = start + sizeOf(network.parameters[i]?.shape ?? []);
      parameters[i] = (state.blocks[b] ?? new Float32Array()).slice(start, end);
      start = end;
    }
  });
  const running = network.running.map(({ shape }, i) => {
    const size = sizeOf(shape);
    return (state.running[i] ?? new Float32Array()).slice(k * size, (k + 1) * size);
  });
  return { parameters, running };
}

export const floatsOf = ({ data }: Constant): Float32Array => {
  if (data instanceof Float32Array) return data;
  throw new Error("the engine gave something else than float32");
};
