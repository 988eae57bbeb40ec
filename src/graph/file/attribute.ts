/** AttributeProto to an attribute and back. */
import type { Attribute, ModelGraph } from "../model.ts";
import { bytesOf, opaque } from "./data.ts";
import { nearest } from "./integers.ts";
import type { AttributeMessage, GraphMessage } from "./messages.ts";
import { invalid, unsupported } from "./refusals.ts";
import { readTensor, writeTensor } from "./tensor.ts";

/** AttributeProto.AttributeType. */
const types = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, floats: 6, ints: 7, strings: 8 } as const;
const kinds = new Map(Object.entries(types).map(([kind, number]) => [number as number, kind as keyof typeof types]));
const fields = {
  f: "float",
  i: "int",
  s: "string",
  t: "tensor",
  g: "graph",
  floats: "floats",
  ints: "ints",
  strings: "strings",
} as const;

/** Files of 2017 do not say the type: it is that of the field that is there (a list always is, if only an empty one). */
function kindOf(message: AttributeMessage): keyof typeof types | undefined {
  if (message.type) return kinds.get(message.type);
  const one = (["f", "i", "s", "t", "g"] as const).find((name) => Object.hasOwn(message, name));
  if (one) return fields[one];
  const list = (["floats", "ints", "strings"] as const).find((name) => message[name]?.length);
  return list && fields[list];
}

/** `where` names it in messages; `readGraph` reads the body of a loop or a branch. */
export function readAttribute(
  message: AttributeMessage,
  where: string,
  readGraph: (graph: GraphMessage) => ModelGraph,
): Attribute {
  if (message.refAttrName) throw invalid(`${where} refers to an attribute of a function, but stands in none.`);
  const kind = kindOf(message);
  const missing = () => invalid(`${where} has no value.`);
  switch (kind) {
    case "float":
      return { kind, value: message.f ?? 0 };
    case "int":
      return { kind, value: nearest(message.i ?? 0) };
    case "string":
      return { kind, value: message.s?.length ? opaque(message.s) : "" };
    case "tensor":
      if (!message.t) throw missing();
      return { kind, value: readTensor(message.t, where) };
    case "graph":
      if (!message.g) throw missing();
      return { kind, value: readGraph(message.g) };
    case "floats":
      return { kind, value: [...(message.floats ?? [])] };
    case "ints":
      return { kind, value: (message.ints ?? []).map(nearest) };
    case "strings":
      return { kind, value: (message.strings ?? []).map((value) => opaque(value)) };
    case undefined:
      if (!message.type) throw missing();
      throw unsupported(
        `${where} is of a kind that telltale does not read (AttributeType ${message.type}: sparse tensors, types, or lists of tensors or graphs).`,
        "Export the model without the operator that has it.",
      );
  }
}

export function writeAttribute(
  name: string,
  attribute: Attribute,
  writeGraph: (graph: ModelGraph) => GraphMessage,
): AttributeMessage {
  const type = types[attribute.kind];
  switch (attribute.kind) {
    case "float":
      return { name, type, f: attribute.value };
    case "int":
      return { name, type, i: attribute.value };
    case "string":
      return { name, type, s: bytesOf(attribute.value) };
    case "tensor":
      return { name, type, t: writeTensor(attribute.value, "") };
    case "graph":
      return { name, type, g: writeGraph(attribute.value) };
    case "floats":
      return { name, type, floats: attribute.value };
    case "ints":
      return { name, type, ints: attribute.value };
    case "strings":
      return { name, type, strings: attribute.value.map(bytesOf) };
  }
}
