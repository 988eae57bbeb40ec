/** Operations on each image by itself: several models' images are more images. */
import { sizeOf } from "../dtype.ts";
import { integers } from "../ops/constants.ts";
import { sub } from "../ops/elementwise.ts";
import { reshape } from "../ops/layout.ts";
import type { Value } from "../value.ts";
import { again, alone, folded, notStackable, nth, type StackingRule } from "./rule.ts";

export const perImage: StackingRule = (node, inputs, size) => {
  const [images, ...others] = inputs;
  if (!images?.stacked || others.some(({ stacked }) => stacked)) throw notStackable(node);
  const found = again(node, [folded(images.value), ...others.map(({ value }) => value)], {
    shape: ([n = 1, ...rest]) => [size * n, ...rest],
  });
  return found.map((x, port) => reshape(x, [size, ...(node.outputs[port]?.shape ?? [])]));
};

/** The second output, where each largest was, counts through all the images: each model's begins at 0 again. */
export const largestOfImages: StackingRule = (node, inputs, size) => {
  const [found, places] = perImage(node, inputs, size);
  if (!found) throw notStackable(node);
  if (!places) return [found];
  const numbers = sizeOf(alone(nth(inputs, 0)));
  const starts = integers(
    places.node.scope,
    Array.from({ length: size }, (_, k) => k * numbers),
  );
  const behind: Value = reshape(starts, [size, ...places.shape.slice(1).map(() => 1)]);
  return [found, sub(places, behind)];
};
