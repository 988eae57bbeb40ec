/** TensorProto to a constant and back. */
import { TelltaleError } from "../../error.ts";
import { dtypes, sizeOf } from "../dtype.ts";
import type { Constant } from "../dtype.ts";
import { bytesOf, holds, numbersOf, textOf, widthOf } from "./data.ts";
import type { Numbers, Numeric } from "./data.ts";
import { exactly, words } from "./integers.ts";
import type { TensorMessage } from "./messages.ts";
import { dtypeOf, wordOf } from "./names.ts";
import { invalid, unsupported } from "./refusals.ts";

/** External data must have been put in before (`external.ts`). `where` names the tensor in messages. The numbers may be a view of the file's. */
export function readTensor(message: TensorMessage, where: string): Constant {
  const dtype = dtypeOf(message.dataType ?? 0);
  if (dtype === undefined) {
    throw unsupported(
      `${where} holds ${wordOf(message.dataType ?? 0)}, which telltale does not calculate with.`,
      "Export the model without this quantisation, with weights in float32 or float16.",
    );
  }
  if (message.dataLocation === 1) {
    throw new TelltaleError("MODEL_EXTERNAL_MISSING", {
      message: `${where} lies in another file, and the model was given as bytes without it.`,
      hint: "Give the model by its path, or export it as one file (torch.onnx.export: external_data=False).",
    });
  }
  if (Object.hasOwn(message, "segment"))
    throw unsupported(`${where} is kept in segments.`, "Export the model again with a current exporter.");
  const shape = (message.dims ?? []).map((extent) => exactly(extent, `A dimension of ${where}`));
  if (shape.some((extent) => extent < 0)) throw invalid(`${where} has the shape [${shape.join(", ")}].`);
  const data = dtype === "string" ? stringsIn(message, where) : numbersIn(message, dtype, where);
  const size = sizeOf(shape);
  if (data.length !== size)
    throw invalid(`${where} has ${data.length} values, but its shape [${shape.join(", ")}] asks for ${size}.`);
  return { dtype, shape, data };
}

const stringsIn = (message: TensorMessage, where: string): string[] =>
  (message.stringData ?? []).map((bytes) => textOf(bytes, `A value of ${where}`));

/** Of the two ways to store numbers: raw bytes, or a list in the field of its type (onnx.proto, TensorProto). */
function numbersIn(message: TensorMessage, dtype: Numeric, where: string): Numbers {
  const raw = message.rawData;
  if (raw && raw.length > 0) {
    if (raw.length % widthOf(dtype) !== 0)
      throw invalid(`${where} has ${raw.length} bytes, which are no whole number of ${dtype}.`);
    return numbersOf(dtype, raw);
  }
  const { floatData = [], doubleData = [], int32Data = [], int64Data = [], uint64Data = [] } = message;
  switch (dtype) {
    case "float32":
      return Float32Array.from(floatData);
    case "float64":
      return Float64Array.from(doubleData);
    case "int64":
      return new BigInt64Array(words(int64Data));
    case "uint64":
      return new BigUint64Array(words(uint64Data));
    case "uint32":
      return Uint32Array.from(new BigUint64Array(words(uint64Data)), Number);
    case "int32":
      return Int32Array.from(int32Data);
    case "int16":
      return Int16Array.from(int32Data);
    case "int8":
      return Int8Array.from(int32Data);
    case "uint8":
    case "bool":
      return Uint8Array.from(int32Data);
    case "uint16":
    case "float16":
    case "bfloat16":
      return Uint16Array.from(int32Data);
  }
}

/** Numbers are written raw, without a copy of them. */
export function writeTensor({ dtype, shape, data }: Constant, name: string): TensorMessage {
  if (!holds(dtype, data) || data.length !== sizeOf(shape)) {
    throw invalid(
      `"${name}" should have ${sizeOf(shape)} values of ${dtype}, but has ${data.length} in a ${data.constructor.name}.`,
    );
  }
  const message = { name, dims: shape, dataType: dtypes[dtype] };
  if (!ArrayBuffer.isView(data)) return { ...message, stringData: data.map(bytesOf) };
  return { ...message, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
