/** Types of tensors, by the names that the engine uses; a tensor is a typed array with a shape. */
export const dtypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;
/** The number that ONNX knows it by is `dtypes[dtype]` (TensorProto.DataType). */
export type Dtype = keyof typeof dtypes;

/** Row-major. bool: Uint8Array of 0 and 1; float16 and bfloat16: their bits, in a Uint16Array. */
export type Data =
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | readonly string[];

export type Shape = readonly number[];
export interface Constant {
  readonly dtype: Dtype;
  readonly shape: Shape;
  readonly data: Data;
}

/** How many numbers a tensor of this shape has. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);
/** As messages write it: "[2, 3]". */
export const textOf = (shape: Shape): string => `[${shape.join(", ")}]`;
