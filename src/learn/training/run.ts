/** One stack of models from their start to their end. */
import type { Constant } from "../../graph/dtype.ts";
import { sizeOf } from "../../graph/dtype.ts";
import { type Chunk, chunk } from "./chunk.ts";
import { diverged } from "./errors.ts";
import { filler } from "./feeds.ts";
import { goesOn, meanLoss } from "./held-out.ts";
import { blocksOf } from "./layout.ts";
import { memories } from "./optimiser.ts";
import { portion, scored, scoring } from "./score.ts";
import { floatsOf, type Numbers, packed, unpacked } from "./state.ts";
import type { Member, Shared, Trained } from "./train.ts";

/** A model's way so far. */
interface Way {
  readonly losses: number[];
  readonly heldOut: number[];
  best: number;
  kept: Numbers | null;
  ended: boolean;
}

export async function trainStack(shared: Shared, members: readonly Member[]): Promise<Trained[]> {
  const { network, recipe } = shared;
  const models = members.length;
  const blocks = blocksOf(network, models);
  const starts = packed(
    members.map(({ start }) => start),
    blocks,
    network,
  );
  const remembered = starts.slice(0, blocks.length).flatMap(({ shape }) =>
    Array.from({ length: memories(recipe.optimiser) }, (): Constant => ({
      dtype: "float32",
      shape,
      data: new Float32Array(sizeOf(shape)),
    })),
  );
  let state: readonly Constant[] = [...starts.slice(0, blocks.length), ...remembered, ...starts.slice(blocks.length)];
  const kept = (): { blocks: Float32Array[]; running: Float32Array[] } => ({
    blocks: state.slice(0, blocks.length).map(floatsOf),
    running: state.slice(blocks.length + remembered.length).map(floatsOf),
  });
  const fill = filler(shared, members);
  const chunks = new Map<string, Promise<Chunk>>();
  const chunkOf = (steps: number, batch: number): Promise<Chunk> => {
    const key = `${steps} of ${batch}`;
    const found = chunks.get(key) ?? chunk({ ...shared, models, steps, batch, expected: fill.expected });
    chunks.set(key, found);
    return found;
  };
  const ways = members.map((): Way => ({ losses: [], heldOut: [], best: 0, kept: null, ended: false }));
  const judge = recipe.stop ? await judgeOf(shared, members) : null;

  for (let epoch = 0; epoch < recipe.epochs && ways.some(({ ended }) => !ended); epoch++) {
    const totals = members.map(() => ({ loss: 0, weight: 0 }));
    for (const part of fill.epoch(epoch)) {
      const made = await chunkOf(part.steps, part.batch);
      const { feeds, weights } = fill.part(epoch, part, made);
      const states = Object.fromEntries(state.map((one, i) => [`state${i}`, one]));
      const found = await made.session.run({ ...feeds, ...states });
      state = state.map((before, i) => found[`state${i} after`] ?? before);
      const losses = found["losses"] ? floatsOf(found["losses"]) : new Float32Array();
      losses.forEach((loss, at) => {
        const k = at % models;
        const [total, way, member] = [totals[k], ways[k], members[k]];
        if (!total || !way || !member || way.ended) return;
        if (!Number.isFinite(loss))
          throw diverged(
            { model: member.number, epoch: epoch + 1, step: part.from + Math.floor(at / models) + 1 },
            `its loss was ${loss}`,
          );
        const weight = weights[at] ?? 0;
        // Of a private step the sum of losses comes back, of others their mean.
        total.loss += recipe.private ? loss : loss * weight;
        total.weight += weight;
      });
    }
    ways.forEach((way, k) => {
      const { loss, weight } = totals[k] ?? { loss: NaN, weight: 1 };
      if (!way.ended) way.losses.push(loss / Math.max(weight, Number.MIN_VALUE));
    });
    if (judge && recipe.stop) {
      const { patience } = recipe.stop;
      const now = kept();
      const found = await judge([...state.slice(0, blocks.length), ...state.slice(blocks.length + remembered.length)]);
      ways.forEach((way, k) => {
        if (way.ended) return;
        way.heldOut.push(found[k] ?? NaN);
        if (epoch === 0 || (found[k] ?? Infinity) < (way.heldOut[way.best] ?? Infinity)) {
          way.best = epoch;
          way.kept = unpacked(now, blocks, { network, k });
        }
        way.ended = !goesOn({ losses: way.heldOut, best: way.best }, patience);
      });
    }
  }
  const last = kept();
  return ways.map(({ losses, heldOut, best, kept: bestOnes }, k): Trained => {
    const numbers = bestOnes ?? unpacked(last, blocks, { network, k });
    if (![...numbers.parameters, ...numbers.running].every((array) => array.every(Number.isFinite)))
      throw diverged(
        { model: members[k]?.number ?? k, epoch: losses.length, step: null },
        "its parameters are not numbers any more",
      );
    return { ...numbers, losses, heldOut, epoch: bestOnes ? best + 1 : losses.length };
  });
}

/** The mean loss of each model on its held-out rows. */
async function judgeOf(
  { network, rows, kind, x, y, objective }: Shared,
  members: readonly Member[],
): Promise<(state: readonly Constant[]) => Promise<number[]>> {
  const held = members.map((member) => member.held);
  const batch = portion(Math.max(...held.map(({ length }) => length)), sizeOf(network.input.shape) * members.length);
  const made = await scoring({ network, models: members.length, batch, rows, kind, asked: "own" });
  const truth = y.data as Float32Array | Int32Array; // as `truths` makes them
  return async (state) => {
    const logits = await scored(made, { x, state, rows: held });
    return held.map((mine, k) => {
      const own = logits[k]?.subarray(0, mine.length * network.outputs) ?? new Float32Array();
      return meanLoss(objective, own, { rows: mine, y: truth });
    });
  };
}
