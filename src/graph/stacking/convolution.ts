/** Convolutions: of several models' images and filters they are one convolution of as many groups. */
import { int } from "../ops/attributes.ts";
import { add } from "../ops/elementwise.ts";
import { reshape } from "../ops/layout.ts";
import { type Node, only, type Value } from "../value.ts";
import { again, folded, type Given, moved, notStackable, type StackingRule, swapped, whole } from "./rule.ts";

/** Images [N, C, ...], filters [M, C / groups, ...], and perhaps [M] that is added. */
export const convolution: StackingRule = (node, inputs, size) => {
  const [images, filters, shift] = inputs;
  if (!images || !filters) throw notStackable(node);
  return [shifted(node, of(node, images, filters, size), shift)];
};

function of(node: Node, images: Given, filters: Given, size: number): Value {
  const pair: Pair = [images.value, filters.value];
  if (images.stacked && filters.stacked) return byGroups(node, pair, size);
  if (images.stacked) return byImages(node, pair, size);
  return filters.stacked ? byFilters(node, pair, size) : same(node, pair);
}

/** Images [N, C, ...], filters [C, M / groups, ...]: what the gradient of a convolution is made of. */
export const convolutionTransposed: StackingRule = (node, inputs, size) => {
  const [images, filters, shift] = inputs;
  if (!images || !filters) throw notStackable(node);
  const pair: Pair = [images.value, filters.value];
  if (filters.stacked) return [shifted(node, byGroups(node, [whole(images, size), filters.value], size), shift)];
  return [shifted(node, images.stacked ? byImages(node, pair, size) : same(node, pair), shift)];
};

type Pair = readonly [images: Value, filters: Value];
const groupsOf = ({ attributes: { group } }: Node): number => (group?.kind === "int" ? group.value : 1);

/** The same filters: the models' images are more images. */
function byImages(node: Node, [images, filters]: Pair, size: number): Value {
  const [x] = again(node, [folded(images), filters], { shape: ([n = 1, ...rest]) => [size * n, ...rest] });
  return reshape(first(x), [size, ...only(node).shape]);
}

/** Images and filters of its own for each model, which has its own groups: [N, K C, ...] by [K M, ...]. */
function byGroups(node: Node, [images, filters]: Pair, size: number): Value {
  const [n = 1, channels = 1, ...space] = only(node).shape;
  const [, , inputs = 1, ...extents] = images.shape;
  const wide = reshape(swapped(images), [n, size * inputs, ...extents]);
  const [x] = again(node, [wide, folded(filters)], {
    attributes: { group: int(size * groupsOf(node)) },
    shape: () => [n, size * channels, ...space],
  });
  return swapped(reshape(first(x), [n, size, channels, ...space]));
}

/** The same images: within each group, the models' filters stand side by side, [groups, K, M / groups, ...]. */
function byFilters(node: Node, [images, filters]: Pair, size: number): Value {
  const groups = groupsOf(node);
  const [n = 1, channels = 1, ...space] = only(node).shape;
  const rest = filters.shape.slice(2);
  const each = channels / groups;
  const side = reshape(swapped(reshape(filters, [size, groups, each, ...rest])), [size * channels, ...rest]);
  const [x] = again(node, [images, side], { shape: () => [n, size * channels, ...space] });
  const apart = reshape(first(x), [n, groups, size, each, ...space]);
  const order = [2, 0, 1, 3, ...space.map((_, i) => i + 4)];
  return reshape(moved(apart, order), [size, n, channels, ...space]);
}

/** Only what is added differs between the models. */
const same = (node: Node, pair: Pair): Value => first(again(node, pair, { shape: (shape) => shape })[0]);

/** What is added is left to the end: each model may have its own. */
function shifted(node: Node, x: Value, shift: Given | undefined): Value {
  if (!shift) return x;
  const [, channels = 1, ...space] = only(node).shape;
  const models = shift.stacked ? [shift.value.shape[0] ?? 1, 1] : [];
  return add(x, reshape(shift.value, [...models, channels, ...space.map(() => 1)]));
}

function first(x: Value | undefined): Value {
  if (!x) throw new Error("a convolution without output");
  return x;
}
