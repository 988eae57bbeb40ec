import { expect, test } from "vitest";
import { gradient } from "../gradient.ts";
import { gelu } from "../ops/activations.ts";
import { conv } from "../ops/convolution.ts";
import { add, mul, neg, relu, square, sub, tanh } from "../ops/elementwise.ts";
import { gather, gatherElements } from "../ops/gather.ts";
import { reshape, transpose, transposed, unsqueeze } from "../ops/layout.ts";
import { matmul } from "../ops/matrix.ts";
import { batchNorm, layerNorm } from "../ops/normalise.ts";
import { averagePool, maxPool } from "../ops/pool.ts";
import { logSoftmax, mean, softmax, sum } from "../ops/reduce.ts";
import { stacked } from "../stack.ts";
import { input, Scope, type Value } from "../value.ts";
import { type Build, type Kind, numbers, randomOf, runGraph, worstDifference } from "./testing/agree.ts";
import { seeded } from "./testing/seeded.ts";

const x = (...shape: number[]): Kind => ({ shape });
const label = (below: number, ...shape: number[]): Kind => ({ shape, dtype: "int64", below });

/** Inputs by place; all are there. */
const at = (values: readonly Value[], i: number): Value => {
  const found = values[i];
  if (!found) throw new Error(`no input ${i}`);
  return found;
};
const crossEntropy = (scores: Value, labels: Value): Value =>
  neg(mean(gatherElements(logSoftmax(scores), unsqueeze(labels, [1]), 1)));

interface Network {
  readonly kinds: readonly Kind[];
  readonly loss: (inputs: readonly Value[]) => Value;
  /** Places of the inputs that are trained. */
  readonly trained: readonly number[];
}
const mlp = (examples: number): Network => ({
  kinds: [x(examples, 5), label(3, examples), x(5, 4), x(4), x(4, 3), x(3)],
  loss: (v) => crossEntropy(add(matmul(tanh(add(matmul(at(v, 0), at(v, 2)), at(v, 3))), at(v, 4)), at(v, 5)), at(v, 1)),
  trained: [2, 3, 4, 5],
});
/** As LeCun et al. 1998, smaller: two convolutions with pools, two layers. */
const lenet = (examples: number): Network => ({
  kinds: [x(examples, 1, 12, 12), label(3, examples), x(3, 1, 3, 3), x(3), x(4, 3, 3, 3), x(16, 6), x(6, 3)],
  loss: (v) => {
    const first = maxPool(relu(conv(at(v, 0), at(v, 2), { bias: at(v, 3), pads: [1, 1, 1, 1] })), {
      kernel: [2, 2],
      strides: [2, 2],
    });
    const second = averagePool(relu(conv(first, at(v, 4))), { kernel: [2, 2], strides: [2, 2] });
    const flat = reshape(second, [examples, 16]);
    return crossEntropy(matmul(relu(matmul(flat, at(v, 5))), at(v, 6)), at(v, 1));
  },
  trained: [2, 3, 4, 5, 6],
});
const normalised = (examples: number): Network => ({
  kinds: [x(examples, 4), x(examples, 4), x(4), x(4), x(4, 4)],
  loss: (v) =>
    mean(square(sub(gelu(matmul(layerNorm(at(v, 0), { scale: at(v, 2), shift: at(v, 3) }), at(v, 4))), at(v, 1)))),
  trained: [2, 3, 4],
});
const overBatch = (examples: number): Network => ({
  kinds: [x(examples, 3, 4, 4), x(examples, 3, 4, 4), x(3), x(3)],
  loss: (v) => mean(mul(batchNorm(at(v, 0), { scale: at(v, 2), shift: at(v, 3) }).y, square(at(v, 1)))),
  trained: [2, 3],
});
/** An embedding and one layer of attention with two heads of three (Vaswani et al. 2017, §3.2). */
const attention = (examples: number): Network => ({
  kinds: [label(7, examples, 4), label(7, examples), x(7, 6), x(6, 6), x(6, 6), x(6, 6), x(6, 7)],
  loss: (v) => {
    const words = gather(at(v, 2), at(v, 0));
    const heads = (w: Value): Value => transpose(reshape(matmul(words, w), [examples, 4, 2, 3]), [0, 2, 1, 3]);
    const weights = softmax(mul(matmul(heads(at(v, 3)), transposed(heads(at(v, 4)))), 1 / Math.sqrt(3)));
    const read = reshape(transpose(matmul(weights, heads(at(v, 5))), [0, 2, 1, 3]), [examples, 4, 6]);
    return crossEntropy(matmul(mean(add(words, read), { axes: [1] }), at(v, 6)), at(v, 1));
  },
  trained: [2, 3, 4, 5, 6],
});
const networks = { mlp, lenet, "layer norm": normalised, "batch norm": overBatch, attention };

const withGradient =
  ({ loss, trained }: Network): Build =>
  (inputs) => {
    const found = loss(inputs);
    return [
      found,
      ...gradient(
        found,
        trained.map((i) => at(inputs, i)),
      ),
    ];
  };

/** All weights differ between models; the examples are shared, or differ, too. */
const chosen = ({ kinds, trained }: Network): readonly (readonly number[])[] => [trained, [...kinds.keys()], [0, 1]];

test.for(Object.entries(networks))("%s: each model has its own loss and gradient", async ([, network]) => {
  const one = network(3);
  expect(
    await worstDifference({
      kinds: one.kinds,
      build: withGradient(one),
      stack: stacked,
      size: 3,
      random: seeded(5),
      choices: chosen(one),
    }),
  ).toBeLessThan(1e-5);
});

test("second-order: the gradient of a gradient's square", async () => {
  const one = lenet(2);
  const build: Build = (inputs) => {
    const [, ...first] = withGradient(one)(inputs, new Scope());
    const total = first.map((g) => sum(square(g))).reduce((a, b) => add(a, b));
    return gradient(
      total,
      one.trained.map((i) => at(inputs, i)),
    );
  };
  expect(
    await worstDifference({
      kinds: one.kinds,
      build,
      stack: stacked,
      size: 2,
      random: seeded(6),
      choices: chosen(one),
    }),
  ).toBeLessThan(1e-4);
});

// Of batch norm no example has a gradient of its own.
const { "batch norm": _, ...alone } = networks;
test.for(Object.entries(alone))(
  "%s: the mean of the examples' gradients is the gradient of the batch; for several models at once, too",
  async ([, network]) => {
    const [examples, models] = [4, 3];
    const [batch, single] = [network(examples), network(1)];
    const build: Build = (inputs) => {
      const scope = at(inputs, 0).node.scope;
      const example = single.kinds.map(({ shape, dtype = "float32" }, i) =>
        single.trained.includes(i) ? at(inputs, i) : input(scope, `example${i}`, { shape, dtype }),
      );
      const given = new Map(
        example.flatMap((value, i) =>
          single.trained.includes(i) ? [] : [[value, unsqueeze(at(inputs, i), [1])] as const],
        ),
      );
      const each = stacked(withGradient(single)(example, scope), { size: examples, given });
      const whole = withGradient(batch)(inputs, scope);
      return [...each.map((value) => mean(value, { axes: [0] })), ...whole];
    };
    const random = seeded(9);
    const scope = new Scope();
    const one = batch.kinds.map(({ shape, dtype = "float32" }, i) => input(scope, `one${i}`, { shape, dtype }));
    const all = batch.kinds.map(({ shape, dtype = "float32" }, i) =>
      input(scope, `all${i}`, { shape: [models, ...shape], dtype }),
    );
    const apart = build(one, scope);
    const together = stacked(apart, { size: models, given: new Map(one.map((value, i) => [value, at(all, i)])) });
    const feeds = Object.fromEntries([
      ...batch.kinds.map((kind, i) => [`one${i}`, randomOf(kind, kind.shape, random)]),
      ...batch.kinds.map((kind, i) => [`all${i}`, randomOf(kind, [models, ...kind.shape], random)]),
    ]);
    for (const outputs of [apart, together]) {
      const found = Object.values(await runGraph(Object.fromEntries(outputs.map((y, i) => [`y${i}`, y])), feeds));
      const half = found.length / 2;
      for (const [i, averaged] of found.slice(0, half).entries()) {
        const whole = numbers(found[half + i] ?? averaged);
        const largest = Math.max(...whole.map(Math.abs));
        const off = Math.max(...numbers(averaged).map((y, j) => Math.abs(y - (whole[j] ?? Number.NaN))));
        expect(largest).toBeGreaterThan(0);
        expect(off / largest).toBeLessThan(2e-5);
      }
    }
  },
);
