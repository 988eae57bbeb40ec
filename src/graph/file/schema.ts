/**
 * The messages of an ONNX file, as far as the engine reads them. The numbers are those of the specification (onnx.proto, "proto2"); fields that
 * are not named here are kept as they are when a message is written again, and skipped otherwise.
 */
import protobuf from "protobufjs/light.js";

/** "type number" of each field, "repeated type number" or "packed type number" of a list. */
type Fields = Readonly<Record<string, string>>;

const messages: Readonly<Record<string, Fields>> = {
  ModelProto: {
    irVersion: "int64 1",
    producerName: "string 2",
    producerVersion: "string 3",
    graph: "GraphProto 7",
    opsetImport: "repeated OperatorSetIdProto 8",
    metadataProps: "repeated StringStringEntryProto 14",
    functions: "repeated FunctionProto 25",
  },
  OperatorSetIdProto: { domain: "string 1", version: "int64 2" },
  StringStringEntryProto: { key: "string 1", value: "string 2" },
  FunctionProto: {
    name: "string 1",
    input: "repeated string 4",
    output: "repeated string 5",
    node: "repeated NodeProto 7",
    opsetImport: "repeated OperatorSetIdProto 9",
    domain: "string 10",
    attributeProto: "repeated AttributeProto 11",
    overload: "string 13",
  },
  GraphProto: {
    node: "repeated NodeProto 1",
    name: "string 2",
    initializer: "repeated TensorProto 5",
    input: "repeated ValueInfoProto 11",
    output: "repeated ValueInfoProto 12",
    valueInfo: "repeated ValueInfoProto 13",
    sparseInitializer: "repeated SparseTensorProto 15",
  },
  NodeProto: {
    input: "repeated string 1",
    output: "repeated string 2",
    name: "string 3",
    opType: "string 4",
    attribute: "repeated AttributeProto 5",
    domain: "string 7",
    overload: "string 8",
  },
  AttributeProto: {
    name: "string 1",
    f: "float 2",
    i: "int64 3",
    s: "bytes 4",
    t: "TensorProto 5",
    g: "GraphProto 6",
    floats: "repeated float 7",
    ints: "repeated int64 8",
    strings: "repeated bytes 9",
    type: "int32 20",
    refAttrName: "string 21",
  },
  TensorProto: {
    dims: "repeated int64 1",
    dataType: "int32 2",
    segment: "bytes 3",
    floatData: "packed float 4",
    int32Data: "packed int32 5",
    stringData: "repeated bytes 6",
    int64Data: "packed int64 7",
    name: "string 8",
    rawData: "bytes 9",
    doubleData: "packed double 10",
    uint64Data: "packed uint64 11",
    externalData: "repeated StringStringEntryProto 13",
    dataLocation: "int32 14",
  },
  SparseTensorProto: { values: "TensorProto 1" },
  ValueInfoProto: { name: "string 1", type: "TypeProto 2" },
  TypeProto: {
    tensorType: "TensorTypeProto 1",
    sequenceType: "ElementTypeProto 4",
    mapType: "MapTypeProto 5",
    opaqueType: "OpaqueTypeProto 7",
    sparseTensorType: "TensorTypeProto 8",
    optionalType: "ElementTypeProto 9",
  },
  TensorTypeProto: { elemType: "int32 1", shape: "TensorShapeProto 2" },
  ElementTypeProto: { elemType: "TypeProto 1" },
  MapTypeProto: { keyType: "int32 1", valueType: "TypeProto 2" },
  OpaqueTypeProto: { domain: "string 1", name: "string 2" },
  TensorShapeProto: { dim: "repeated DimensionProto 1" },
  DimensionProto: { dimValue: "int64 1", dimParam: "string 2" },
};

function field(text: string): protobuf.IField {
  const [id = "", type = "", rule] = text.split(" ").toReversed();
  if (rule === undefined) return { id: Number(id), type };
  // How a list is written; either way is read.
  return { id: Number(id), type, rule: "repeated", options: { packed: rule === "packed" } };
}

const nested = Object.fromEntries(
  Object.entries(messages).map(([name, fields]) => [
    name,
    // proto2: a field that is there is told from one that is not, though it has the default's value.
    { edition: "proto2", fields: Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, field(text)])) },
  ]),
);

/** The type that reads and writes a whole model. */
export const ModelProto = protobuf.Root.fromJSON({ nested }).lookupType("ModelProto");
