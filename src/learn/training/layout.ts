/** How parameters lie in the state of training: large ones by themselves, small ones one after the other, so that the optimiser takes few and long steps. */
import { type Shape, sizeOf } from "../../graph/dtype.ts";
import { concat, reshape, slice } from "../../graph/ops/layout.ts";
import type { Value } from "../../graph/value.ts";
import type { Network } from "../networks/network.ts";

/** Some parameters, by their numbers, and the shape of what holds them. */
export interface Block {
  readonly members: readonly number[];
  readonly shape: Shape;
}

/** From so many numbers on (of all models of a stack), cutting a parameter out costs more than an optimiser's step of its own. */
const large = 16_384;

export function blocksOf({ parameters }: Pick<Network, "parameters">, models: number): readonly Block[] {
  const sizes = parameters.map(({ shape }) => sizeOf(shape));
  const numbers = parameters.map((_, i) => i);
  const alone = numbers.filter((i) => models * (sizes[i] ?? 0) >= large);
  const small = numbers.filter((i) => !alone.includes(i));
  const ofOne = (i: number): Block => ({ members: [i], shape: parameters[i]?.shape ?? [] });
  const [only] = small;
  if (small.length <= 1) return [...alone, ...(only === undefined ? [] : [only])].map(ofOne);
  const total = small.reduce((sum, i) => sum + (sizes[i] ?? 0), 0);
  return [...alone.map(ofOne), { members: small, shape: [total] }];
}

/** Each parameter, in the network's order, from what blocks hold. */
export function parted(held: readonly Value[], blocks: readonly Block[], { parameters }: Network): readonly Value[] {
  const found: Value[] = [];
  blocks.forEach(({ members, shape }, at) => {
    let start = 0;
    for (const i of members) {
      const own = parameters[i]?.shape ?? [];
      const all = held[at];
      if (!all) throw new Error(`no block ${at}`);
      const end = start + sizeOf(own);
      found[i] = members.length === 1 ? all : reshape(slice(all, 0, { start, end }), own);
      start = end;
    }
    if (members.length > 1 && start !== sizeOf(shape)) throw new Error("a block of another size");
  });
  return found;
}

/** The other way: what blocks hold, of something of each parameter's shape. */
export const joined = (parts: readonly Value[], blocks: readonly Block[]): readonly Value[] =>
  blocks.map(({ members }) => {
    const own = members.flatMap((i) => parts.slice(i, i + 1));
    const [first] = own;
    return first && own.length === 1
      ? first
      : concat(
          own.map((part) => reshape(part, [sizeOf(part.shape)])),
          0,
        );
  });
