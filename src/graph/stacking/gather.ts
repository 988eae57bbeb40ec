/** Numbers picked by place. */
import { int } from "../ops/attributes.ts";
import { integers, range } from "../ops/constants.ts";
import { add, cast, less, where } from "../ops/elementwise.ts";
import { concat, expand, reshape } from "../ops/layout.ts";
import { emit, type Value } from "../value.ts";
import { axisBehind } from "./reduce.ts";
import { again, alone, inFront, moved, notStackable, nth, type StackingRule, whole } from "./rule.ts";

/** Places count along an axis of the data; the axes of the places stand where it was. */
export const gathered: StackingRule = (node, inputs, size) => {
  const [data, places] = [nth(inputs, 0), nth(inputs, 1)];
  const { axis, attributes } = axisBehind(node, alone(data).length, 0);
  if (!places.stacked) return again(node, [data.value, places.value], { attributes, shape: inFront(size) });
  const [before, after] = [alone(data).slice(0, axis), alone(data).slice(axis + 1)];
  if (!data.stacked) {
    // [...before, size, ...places, ...after]
    const found = again(node, [data.value, places.value], {
      shape: () => [...before, ...places.value.shape, ...after],
    });
    return found.map((x) => moved(x, [axis, ...x.shape.map((_, i) => i).filter((i) => i !== axis)]));
  }
  // One list of rows for all models: the places of model k begin at k times the extent.
  const extent = alone(data)[axis] ?? 0;
  const rest = data.value.shape.map((_, i) => i).filter((i) => i !== 0 && i !== axis + 1);
  const rows = reshape(moved(data.value, [0, axis + 1, ...rest]), [size * extent, ...before, ...after]);
  const shift = multiples(places.value, { size, extent });
  const found = emit(
    { op: "Gather", inputs: [rows, add(counted(places.value, extent), shift)], attributes: { axis: int(0) } },
    { dtype: rows.dtype, shape: [...places.value.shape, ...before, ...after] },
  );
  // [size, ...places, ...before, ...after]
  const last = places.value.shape.length;
  const all = found.shape.map((_, i) => i);
  return [moved(found, [0, ...all.slice(last, last + axis), ...all.slice(1, last), ...all.slice(last + axis)])];
};

/** Places from the end count back from it; int64, since those of all models may be more than int32 holds. */
function counted(given: Value, extent: number): Value {
  const places = cast(given, "int64");
  return where(less(places, 0), add(places, extent), places);
}

/** k times the extent for model k, as long as the places are. */
function multiples(places: Value, { size, extent }: { readonly size: number; readonly extent: number }): Value {
  const { scope } = places.node;
  const starts = integers(
    scope,
    Array.from({ length: size }, (_, k) => k * extent),
  );
  return reshape(starts, [size, ...places.shape.slice(1).map(() => 1)]);
}

/** All parts have as many axes as the data: GatherElements, ScatterElements. */
export const alongElements: StackingRule = (node, inputs, size) =>
  again(
    node,
    inputs.map((input) => whole(input, size)),
    { attributes: axisBehind(node, alone(nth(inputs, 0)).length, 0).attributes, shape: inFront(size) },
  );

/** Each place is a tuple of numbers along the first axes. */
export const gatheredTuples: StackingRule = (node, inputs, size) => {
  const [data, places] = [nth(inputs, 0), nth(inputs, 1)];
  const { batch_dims: given } = node.attributes;
  const shared = given?.kind === "int" ? given.value : 0;
  if (!data.stacked && shared === 0) return again(node, [data.value, places.value], { shape: inFront(size) });
  return again(node, [whole(data, size), whole(places, size)], {
    attributes: { batch_dims: int(shared + 1) },
    shape: inFront(size),
  });
};

/** The model's number becomes the first of each tuple. */
export const scatteredTuples: StackingRule = (node, inputs, size) => {
  const [data, places, updates] = [0, 1, 2].map((i) => whole(nth(inputs, i), size));
  if (!data || !places || !updates) throw notStackable(node);
  const number = reshape(range(places.node.scope, size), [size, ...places.shape.slice(1).map(() => 1)]);
  const first = expand(number, [...places.shape.slice(0, -1), 1]);
  return again(node, [data, concat([first, places], -1), updates], { shape: inFront(size) });
};

/** The new axis of classes lies at `axis` of the result (default: last). */
export const oneHot: StackingRule = (node, inputs, size) => {
  const [places, depth, values] = inputs;
  if (!places?.stacked || !depth || depth.stacked || !values || values.stacked) throw notStackable(node);
  const { attributes } = axisBehind(node, alone(places).length + 1, -1);
  return again(node, [places.value, depth.value, values.value], { attributes, shape: inFront(size) });
};
