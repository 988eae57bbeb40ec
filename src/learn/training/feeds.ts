/** What a stack of models is fed with, step by step: rows, their weights, rates, and what is drawn. */
import type { Constant } from "../../graph/dtype.ts";
import { sizeOf } from "../../graph/dtype.ts";
import { countOf } from "../networks/network.ts";
import { epochOf, type Part, split } from "./batches.ts";
import type { Chunk } from "./chunk.ts";
import { type Bits, bits, drawsOf, fillMask, fillNormal, poisson, reordered } from "./draws.ts";
import { paceOf } from "./optimiser.ts";
import { roomFor, samplingOf } from "./private.ts";
import { rateAt } from "./rates.ts";
import type { Member, Shared } from "./train.ts";

type Feeds = Readonly<Record<string, Constant>>;
export interface Filler {
  /** Rows of a step, on average. */
  readonly expected: number;
  /** Draws the order of an epoch, and says in which parts it is run. */
  epoch(epoch: number): readonly Part[];
  /** Parts in their order. weights: of each step and model, the sum of what its examples count. */
  part(epoch: number, part: Part, chunk: Chunk): { readonly feeds: Feeds; readonly weights: Float32Array };
}

/** Bytes that are drawn for one run of the engine. */
const mostDrawn = 2 ** 25;

export function filler(shared: Shared, members: readonly Member[]): Filler {
  const { network, recipe, x, y } = shared;
  const models = members.length;
  const sizes = members.map(({ learnt }) => learnt.length);
  const rows = Math.max(...sizes);
  const dp = recipe.private;
  const expected = Math.min(rows, recipe.batch);
  const orders = members.map(({ name }) => bits(drawsOf(name, "order")));
  const draws = members.map(({ name }) => drawsOf(name, "sample"));
  const noises = members.map(({ name }) => bits(drawsOf(name, "noise")));
  const dropped = new Map<number, Bits[]>();
  const perRow = Math.min(sizeOf(network.input.shape), 4096);
  // Masks are not known before a chunk is built: taken to be as wide as the input, of each row.
  const bytes = models * (expected * (8 + perRow) + (dp ? 4 * countOf(network) : 0));
  const most = Math.max(1, Math.floor(mostDrawn / bytes));
  const usual = epochOf(rows, recipe.batch, network, most);
  const course = { perEpoch: usual.steps, epochs: recipe.epochs };
  /** The rows of each step of the epoch, of each model. */
  let batches: Uint32Array[][] = [];

  return {
    expected,
    epoch() {
      batches = members.map(({ learnt }, k) => {
        if (dp) {
          const { chance } = samplingOf(recipe, learnt.length);
          return Array.from({ length: usual.steps }, () => poisson(learnt, chance, nth(draws, k)));
        }
        const order = reordered(learnt, nth(orders, k));
        return Array.from({ length: usual.steps }, (_, i) => order.subarray(i * usual.batch, (i + 1) * usual.batch));
      });
      if (!dp) return usual.parts;
      const largest = Math.max(...batches.flatMap((of) => of.map(({ length }) => length)));
      return split(0, usual.steps, roomFor(expected, largest), most);
    },
    part(epoch, { from, steps, batch }, { masks, blocks }) {
      const places = new Int32Array(steps * models * batch);
      const counted = new Float32Array(steps * models * batch);
      const weights = new Float32Array(steps * models);
      for (let step = 0; step < steps; step++)
        members.forEach((member, k) => {
          const own = batches[k]?.[from + step] ?? new Uint32Array();
          const at = (step * models + k) * batch;
          places.set(own, at);
          const given = member.weights;
          const total = given ? sumOf(given, own) : own.length;
          weights[step * models + k] = total;
          // Of a private step the sum of losses comes back, of others their mean.
          const unit = dp || total === 0 ? 1 : total;
          if (given) for (let i = 0; i < own.length; i++) counted[at + i] = given[own[i]!]! / unit;
          else counted.fill(1 / unit, at, at + own.length);
        });
      const lists = { rows: ints([steps, models, batch], places), weights: floats([steps, models, batch], counted) };
      const paces = Array.from({ length: steps }, (_, i) => {
        const done = epoch * usual.steps + from + i;
        return paceOf(recipe, { rate: rateAt(recipe, done, course), t: done + 1 });
      });
      const pace = (name: "rate" | "floor" | "keep"): Constant =>
        floats(
          [steps],
          Float32Array.from(paces, (one) => one[name]),
        );
      const drawn: [string, Constant][] = masks.map(({ shape, probability }, i) => {
        const own = dropped.get(i) ?? members.map(({ name }) => bits(drawsOf(name, "dropout", i)));
        dropped.set(i, own);
        const size = sizeOf(shape);
        const data = new Uint8Array(steps * models * size);
        for (let at = 0; at < steps * models; at++)
          fillMask(data.subarray(at * size, (at + 1) * size), probability, nth(own, at % models));
        return [`mask${i}`, { dtype: "bool", shape: [steps, models, ...shape], data }];
      });
      return {
        feeds: {
          x,
          y,
          ...lists,
          rate: pace("rate"),
          floor: pace("floor"),
          keep: pace("keep"),
          ...Object.fromEntries(drawn),
          ...noise(),
        },
        weights,
      };

      /** Drawn in the order of the network's parameters, whatever blocks they lie in. */
      function noise(): Feeds {
        if (!dp || dp.noise === 0) return {};
        const parts = blocks.map(({ shape }) => new Float32Array(steps * models * sizeOf(shape)));
        for (let at = 0; at < steps * models; at++) {
          const own = network.parameters.map(({ shape }) => new Float32Array(sizeOf(shape)));
          for (const numbers of own) fillNormal(numbers, dp.noise * dp.clip, nth(noises, at % models));
          blocks.forEach(({ members: held, shape }, b) => {
            let start = at * sizeOf(shape);
            for (const i of held) {
              parts[b]?.set(own[i] ?? [], start);
              start += own[i]?.length ?? 0;
            }
          });
        }
        return Object.fromEntries(
          parts.map((data, b) => [`noise${b}`, floats([steps, models, ...(blocks[b]?.shape ?? [])], data)]),
        );
      }
    },
  };
}

function sumOf(weights: Float32Array, rows: Uint32Array): number {
  let total = 0;
  for (const row of rows) total += weights[row]!;
  return total;
}

const floats = (shape: readonly number[], data: Float32Array): Constant => ({ dtype: "float32", shape, data });
const ints = (shape: readonly number[], data: Int32Array): Constant => ({ dtype: "int32", shape, data });

function nth<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new Error(`nothing at ${place}`);
  return found;
}
