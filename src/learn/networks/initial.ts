/** What a network begins with, by the role of each number: PyTorch's defaults. */
import { sizeOf } from "../../graph/dtype.ts";
import type { Stream } from "../../stats/stream.ts";
import type { Network, Parameter } from "./network.ts";

/** One array for each parameter, in their order. */
export const initial = ({ parameters }: Network, s: Stream): Float32Array[] =>
  parameters.map((parameter) => drawn(parameter, s));

/** Weights and biases are uniform within 1 / sqrt(fanIn) (torch.nn.Linear, Conv2d: kaiming_uniform with a = sqrt(5)). */
function drawn({ shape, role, fanIn, initial: first }: Parameter, s: Stream): Float32Array {
  const numbers = new Float32Array(sizeOf(shape));
  switch (role) {
    case "weight":
    case "bias": {
      const bound = 1 / Math.sqrt(fanIn);
      for (let i = 0; i < numbers.length; i++) numbers[i] = (2 * s.next() - 1) * bound;
      return numbers;
    }
    case "embedding":
      for (let i = 0; i < numbers.length; i++) numbers[i] = s.normal();
      return numbers;
    case "scale":
      return numbers.fill(1);
    case "shift":
      return numbers;
    case "other":
      return first ? first.slice() : numbers.fill(0.25);
  }
}
