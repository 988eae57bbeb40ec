/** ValueInfoProto and TypeProto to a port and back. What is no tensor is kept as the text that ONNX writes of it: "seq(map(int64,tensor(float)))". */
import { dtypes } from "../dtype.ts";
import type { Port } from "../model.ts";
import { exactly } from "./integers.ts";
import type { DimensionMessage, PortMessage, TensorTypeMessage, TypeMessage } from "./messages.ts";
import { dtypeOf, numberOf, wordOf } from "./names.ts";
import { invalid } from "./refusals.ts";

/** A type that the file leaves open (it may, inside control flow). */
const unknown = "unknown";

export function readPort(message: PortMessage): Port {
  const name = message.name ?? "";
  const tensor = message.type?.tensorType;
  const dtype = tensor ? dtypeOf(tensor.elemType ?? 0) : undefined;
  if (!tensor || dtype === undefined) return { name, type: { kind: "other", is: textOf(message.type) } };
  const shape = tensor.shape ? (tensor.shape.dim ?? []).map((dim) => readDimension(dim, name)) : null;
  return { name, type: { kind: "tensor", dtype, shape } };
}

/** Old exporters write -1 where they do not know. */
function readDimension(dim: DimensionMessage, port: string): number | string | null {
  if (dim.dimParam) return dim.dimParam;
  if (dim.dimValue === undefined || !Object.hasOwn(dim, "dimValue")) return null;
  const value = exactly(dim.dimValue, `A dimension of "${port}"`);
  return value < 0 ? null : value;
}

function textOf(type: TypeMessage | null | undefined): string {
  if (type?.tensorType) return type.tensorType.elemType ? `tensor(${wordOf(type.tensorType.elemType)})` : unknown;
  if (type?.sparseTensorType) return `sparse_tensor(${wordOf(type.sparseTensorType.elemType ?? 0)})`;
  if (type?.sequenceType) return `seq(${textOf(type.sequenceType.elemType)})`;
  if (type?.optionalType) return `optional(${textOf(type.optionalType.elemType)})`;
  if (type?.mapType) return `map(${wordOf(type.mapType.keyType ?? 0)},${textOf(type.mapType.valueType)})`;
  if (type?.opaqueType) return `opaque(${type.opaqueType.domain ?? ""},${type.opaqueType.name ?? ""})`;
  return unknown;
}

export function writePort({ name, type }: Port): PortMessage {
  if (type.kind === "other") return type.is === unknown ? { name } : { name, type: typeOf(type.is) };
  const dim = type.shape?.map((extent) =>
    extent === null ? {} : typeof extent === "number" ? { dimValue: extent } : { dimParam: extent },
  );
  const tensorType: TensorTypeMessage = { elemType: dtypes[type.dtype], ...(dim && { shape: { dim } }) };
  return { name, type: { tensorType } };
}

/** The reverse of `textOf`. */
function typeOf(text: string): TypeMessage {
  if (text === unknown) return {};
  const [, kind = "", inner = ""] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  const comma = inner.indexOf(",");
  switch (kind) {
    case "tensor":
      return { tensorType: { elemType: element(inner) } };
    case "sparse_tensor":
      return { sparseTensorType: { elemType: element(inner) } };
    case "seq":
      return { sequenceType: { elemType: typeOf(inner) } };
    case "optional":
      return { optionalType: { elemType: typeOf(inner) } };
    case "map":
      return { mapType: { keyType: element(inner.slice(0, comma)), valueType: typeOf(inner.slice(comma + 1)) } };
    case "opaque":
      return { opaqueType: { domain: inner.slice(0, comma), name: inner.slice(comma + 1) } };
    default:
      throw invalid(`"${text}" is no type of ONNX.`);
  }
}

function element(word: string): number {
  const number = numberOf(word) ?? (/^type \d+$/.test(word) ? Number(word.slice(5)) : undefined);
  if (number === undefined) throw invalid(`"${word}" is no type of ONNX.`);
  return number;
}
