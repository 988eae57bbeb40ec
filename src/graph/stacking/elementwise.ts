/** Operations on each number by itself: the shapes of one model meet behind the new axis. */
import { again, aligned, alone, inFront, type StackingRule } from "./rule.ts";

export const elementwise: StackingRule = (node, inputs, size) => {
  const rank = Math.max(...inputs.map((input) => alone(input).length));
  return again(
    node,
    inputs.map((input) => aligned(input, rank)),
    { shape: inFront(size) },
  );
};
