/** Gradients of taking numbers from places and of adding them to places: each is the other's. */
import { intOf } from "../ops/attributes.ts";
import { scalar } from "../ops/constants.ts";
import { gather, gatherElements, scatterAdd, scatterElements } from "../ops/gather.ts";
import { expand, reshape } from "../ops/layout.ts";
import type { Node } from "../value.ts";
import { each, full, isSame, type Rules } from "./rule.ts";

export const gathers: Rules = {
  Gather: each(({ d, y, a, b, node }) => {
    const axis = intOf(node.attributes, "axis");
    const indexed = b.shape.map((_, i) => axis + i);
    return scatterAdd(full(d, y, indexed), b, { axis, extent: a.shape[axis] ?? 0 });
  }),
  GatherElements: each(({ d, y, a, b, node }) => {
    const zeros = expand(scalar(d.node.scope, 0, d.dtype), a.shape);
    return scatterElements(zeros, b, full(d, y), { axis: intOf(node.attributes, "axis") });
  }),
  ScatterElements: each(
    ({ d, y, b, node }) => {
      if (adds(node)) return d;
      const zeros = expand(scalar(d.node.scope, 0, d.dtype), b.shape);
      return scatterElements(full(d, y), b, zeros, { axis: intOf(node.attributes, "axis"), by: "replace" });
    },
    null,
    ({ d, y, b, node }) => gatherElements(full(d, y), b, intOf(node.attributes, "axis")),
  ),
  // As scatterAdd builds it: rows added along the first axis.
  ScatterND: each(
    ({ d }) => d,
    null,
    ({ d, y, b }) => (isSame(d, y, 0) ? d : gather(d, reshape(b, b.shape.slice(0, 1)), 0)),
  ),
};

function adds({ attributes: { reduction } }: Node): boolean {
  return reduction?.kind === "string" && reduction.value === "add";
}
