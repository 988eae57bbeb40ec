/** What `schema.ts` reads and writes, as types. A field that is left out reads as its default: "", [], 0 or null. */

/** 64-bit integers arrive in two halves, and may be given as numbers. */
export interface Long {
  readonly low: number;
  readonly high: number;
  toNumber(): number;
}
export type Integer = number | Long;

export interface ModelMessage {
  irVersion?: Integer;
  producerName?: string;
  producerVersion?: string;
  graph?: GraphMessage | null;
  opsetImport?: readonly OpsetMessage[];
  metadataProps?: readonly EntryMessage[];
  functions?: readonly FunctionMessage[];
}
export interface OpsetMessage {
  readonly domain?: string;
  readonly version?: Integer;
}
export interface FunctionMessage {
  readonly name?: string;
  readonly domain?: string;
  readonly overload?: string;
  readonly input?: readonly string[];
  readonly output?: readonly string[];
  readonly node?: readonly NodeMessage[];
  readonly opsetImport?: readonly OpsetMessage[];
  /** Attributes with a default. */
  readonly attributeProto?: readonly AttributeMessage[];
}
export interface EntryMessage {
  readonly key?: string;
  readonly value?: string;
}
export interface GraphMessage {
  node?: readonly NodeMessage[];
  name?: string;
  initializer?: readonly TensorMessage[];
  input?: readonly PortMessage[];
  output?: readonly PortMessage[];
  valueInfo?: readonly PortMessage[];
  sparseInitializer?: readonly { readonly values?: TensorMessage | null }[];
}
export interface NodeMessage {
  input?: readonly string[];
  output?: readonly string[];
  name?: string;
  opType?: string;
  domain?: string;
  overload?: string;
  attribute?: readonly AttributeMessage[];
}
export interface AttributeMessage {
  name?: string;
  type?: number;
  f?: number;
  i?: Integer;
  s?: Uint8Array;
  t?: TensorMessage | null;
  g?: GraphMessage | null;
  floats?: readonly number[];
  ints?: readonly Integer[];
  strings?: readonly Uint8Array[];
  refAttrName?: string;
}
export interface TensorMessage {
  name?: string;
  dims?: readonly Integer[];
  dataType?: number;
  segment?: Uint8Array;
  floatData?: readonly number[];
  int32Data?: readonly number[];
  stringData?: readonly Uint8Array[];
  int64Data?: readonly Integer[];
  rawData?: Uint8Array;
  doubleData?: readonly number[];
  uint64Data?: readonly Integer[];
  externalData?: readonly EntryMessage[];
  dataLocation?: number;
}
export interface PortMessage {
  readonly name?: string;
  readonly type?: TypeMessage | null;
}
export interface TypeMessage {
  readonly tensorType?: TensorTypeMessage | null;
  readonly sequenceType?: { readonly elemType?: TypeMessage | null } | null;
  readonly optionalType?: { readonly elemType?: TypeMessage | null } | null;
  readonly mapType?: { readonly keyType?: number; readonly valueType?: TypeMessage | null } | null;
  readonly sparseTensorType?: TensorTypeMessage | null;
  readonly opaqueType?: { readonly domain?: string; readonly name?: string } | null;
}
export interface TensorTypeMessage {
  readonly elemType?: number;
  readonly shape?: { readonly dim?: readonly DimensionMessage[] } | null;
}
export interface DimensionMessage {
  readonly dimValue?: Integer;
  readonly dimParam?: string;
}
