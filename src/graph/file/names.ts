/** What ONNX calls the types of tensors in text: "tensor(float)". */
import { dtypes } from "../dtype.ts";
import type { Dtype } from "../dtype.ts";

// Same objects, the other way round.
const byNumber = new Map<number, Dtype>(Object.entries(dtypes).map(([name, number]) => [number, name as Dtype]));
/** Types that telltale has no arrays for; named so that it can be said which. */
const others = new Map([
  [14, "complex64"],
  [15, "complex128"],
  [17, "float8e4m3fn"],
  [18, "float8e4m3fnuz"],
  [19, "float8e5m2"],
  [20, "float8e5m2fnuz"],
  [21, "uint4"],
  [22, "int4"],
  [23, "float4e2m1"],
  [24, "float8e8m0"],
  [25, "uint2"],
  [26, "int2"],
  [27, "float6e2m3"],
  [28, "float6e3m2"],
]);

/** By TensorProto.DataType; undefined for one that is unknown or that telltale has no arrays for. */
export const dtypeOf = (number: number): Dtype | undefined => byNumber.get(number);

/** As ONNX writes it in text. */
export function wordOf(number: number): string {
  const dtype = byNumber.get(number);
  if (dtype === "float32") return "float";
  if (dtype === "float64") return "double";
  return dtype ?? others.get(number) ?? `type ${number}`;
}

const numbers = new Map([...byNumber.keys(), ...others.keys()].map((number) => [wordOf(number), number]));
/** The reverse of `wordOf`. */
export const numberOf = (word: string): number | undefined => numbers.get(word);
