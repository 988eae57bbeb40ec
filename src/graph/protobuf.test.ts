import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TelltaleError } from "../error.ts";
import { serialise } from "./file/message.ts";
import { small } from "./file/testing/small.ts";
import type { Attribute, Model, ModelGraph, Port } from "./model.ts";
import { decodeModel, encodeModel } from "./protobuf.ts";
import { dtypes, sizeOf } from "./dtype.ts";
import type { Constant, Dtype } from "./dtype.ts";

const bytes = encodeModel(small);
/** What goes wrong, by its code; a model is "read". Any other error is none that a user may see. */
function outcome(file: Uint8Array): string {
  try {
    decodeModel(file);
    return "read";
  } catch (error) {
    if (error instanceof TelltaleError) return error.code;
    throw error;
  }
}
const fails = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe("what is written is read again", () => {
  test("a model with every kind of attribute, type and port", () => {
    expect(decodeModel(bytes)).toEqual(small);
  });

  test("the bytes are those of the specification", () => {
    // By hand from onnx.proto: field << 3 | wire type, then length and content.
    const model: Model = {
      ...small,
      producer: "",
      metadata: new Map(),
      graph: { name: "g", nodes: [], initializers: new Map(), inputs: [], outputs: [], values: [] },
      opsets: new Map([["", 17]]),
    };
    expect(Buffer.from(encodeModel(model)).toString("hex")).toBe(
      ["0808", "3a03", "120167", "4204", "0a00", "1011"].join(""),
    );
  });

  test("random models", () => {
    const float = fc.float({ noNaN: true });
    const shape = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
    const constant: fc.Arbitrary<Constant> = shape.chain((extents) => {
      const size = { minLength: sizeOf(extents), maxLength: sizeOf(extents) };
      const of = (dtype: Dtype, data: fc.Arbitrary<Constant["data"]>) =>
        data.map((numbers) => ({ dtype, shape: extents, data: numbers }));
      return fc.oneof(
        of("float32", fc.float32Array(size)),
        of("float64", fc.float64Array(size)),
        of("int64", fc.bigInt64Array(size)),
        of("uint64", fc.bigUint64Array(size)),
        of("int32", fc.int32Array(size)),
        of("uint32", fc.uint32Array(size)),
        of("int16", fc.int16Array(size)),
        of("uint16", fc.uint16Array(size)),
        of("float16", fc.uint16Array(size)),
        of("bfloat16", fc.uint16Array(size)),
        of("int8", fc.int8Array(size)),
        of("uint8", fc.uint8Array(size)),
        of("bool", fc.uint8Array({ ...size, max: 1 })),
        of("string", fc.array(fc.string({ unit: "grapheme" }), size)),
      );
    });
    const attribute: fc.Arbitrary<Attribute> = fc.oneof(
      fc.record({ kind: fc.constant("int" as const), value: fc.maxSafeInteger() }),
      fc.record({ kind: fc.constant("float" as const), value: float }),
      fc.record({ kind: fc.constant("string" as const), value: fc.string({ unit: "grapheme" }) }),
      fc.record({ kind: fc.constant("tensor" as const), value: constant }),
      fc.record({ kind: fc.constant("ints" as const), value: fc.array(fc.maxSafeInteger()) }),
      fc.record({ kind: fc.constant("floats" as const), value: fc.array(float) }),
      fc.record({ kind: fc.constant("strings" as const), value: fc.array(fc.string()) }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), attribute, { maxKeys: 3, noNullPrototype: true }),
        constant,
        (attributes, weights) => {
          const node = { name: "", op: "Any", domain: "my.own", inputs: ["w", ""], outputs: ["y"], attributes };
          const graph: ModelGraph = { ...small.graph, nodes: [node], initializers: new Map([["w", weights]]) };
          const model = { ...small, graph };
          expect(decodeModel(encodeModel(model))).toEqual(model);
        },
      ),
    );
  });

  test("types that are no tensors keep their text", () => {
    const texts = [
      "seq(map(int64,tensor(float)))",
      "map(string,seq(tensor(double)))",
      "optional(tensor(int64))",
      "sparse_tensor(float)",
      "tensor(int4)",
      "opaque(my.own,thing)",
      "unknown",
    ];
    const outputs = texts.map((is, i): Port => ({ name: `o${i}`, type: { kind: "other", is } }));
    const model = { ...small, graph: { ...small.graph, outputs } };
    expect(decodeModel(encodeModel(model)).graph.outputs).toEqual(outputs);
  });

  test("weights that lie aligned are a view of the file, others a copy", () => {
    const weights = decodeModel(bytes).graph.initializers.get("W")?.data;
    const views = [0, 1, 2, 3].map((shift) => {
      const moved = new Uint8Array(bytes.length + 4).subarray(shift, shift + bytes.length);
      moved.set(bytes);
      const data = decodeModel(moved).graph.initializers.get("W")?.data;
      expect(data).toEqual(weights);
      return data instanceof Float32Array && data.buffer === moved.buffer;
    });
    expect(views.filter(Boolean)).toHaveLength(1);
  });
});

describe("other ways to write the same", () => {
  const message = (initializer: object, rest: object = {}) =>
    serialise({
      irVersion: 8,
      opsetImport: [{ version: 17 }],
      graph: { initializer: [{ name: "t", dims: [2], ...initializer }], ...rest },
    });
  const read = (file: Uint8Array) => decodeModel(file).graph.initializers.get("t");

  test.for<[Dtype, object, Constant["data"]]>([
    ["float32", { floatData: [1.5, -0] }, Float32Array.of(1.5, -0)],
    ["float64", { doubleData: [0.1, -1e300] }, Float64Array.of(0.1, -1e300)],
    ["int64", { int64Data: [-1, 2 ** 40] }, BigInt64Array.of(-1n, 2n ** 40n)],
    ["uint64", { uint64Data: [1, 2 ** 53 - 1] }, BigUint64Array.of(1n, 2n ** 53n - 1n)],
    ["uint32", { uint64Data: [1, 2 ** 32 - 1] }, Uint32Array.of(1, 2 ** 32 - 1)],
    ["int32", { int32Data: [-1, 2] }, Int32Array.of(-1, 2)],
    ["int16", { int32Data: [-1, 2] }, Int16Array.of(-1, 2)],
    ["int8", { int32Data: [-1, 2] }, Int8Array.of(-1, 2)],
    ["uint8", { int32Data: [255, 2] }, Uint8Array.of(255, 2)],
    ["bool", { int32Data: [1, 0] }, Uint8Array.of(1, 0)],
    ["uint16", { int32Data: [65_535, 2] }, Uint16Array.of(65_535, 2)],
    ["float16", { int32Data: [0x3c00, 0x8000] }, Uint16Array.of(0x3c00, 0x8000)],
    ["bfloat16", { int32Data: [0x3f80, 0x8000] }, Uint16Array.of(0x3f80, 0x8000)],
  ])("%s in the field of its type", ([dtype, fields, data]) => {
    expect(read(message({ dataType: dtypes[dtype], ...fields }))).toEqual({ dtype, shape: [2], data });
  });

  test("a list that is not packed", () => {
    // The tensor { dims: [2], data_type: 1, float_data: 1 and 2 (field 4 as two 32-bit values), name: "t" }.
    const tensor = ["0802", "1001", "250000803f", "2500000040", "420174"].join("");
    const file = Buffer.from(`0808 3a13 2a11 ${tensor} 4202 1011`.replaceAll(" ", ""), "hex");
    expect(read(file)?.data).toEqual(Float32Array.of(1, 2));
  });

  test("weights listed among the inputs are no inputs, and ai.onnx is the standard set", () => {
    const file = serialise({
      irVersion: 3,
      opsetImport: [{ domain: "ai.onnx", version: 9 }],
      graph: {
        node: [{ opType: "Relu", domain: "ai.onnx", input: ["x"], output: ["y"] }],
        input: [{ name: "x" }, { name: "t" }],
        initializer: [{ name: "t", dataType: 1, floatData: [1] }],
      },
    });
    const model = decodeModel(file);
    expect(model.graph.inputs.map(({ name }) => name)).toEqual(["x"]);
    expect([model.opsets, model.graph.nodes[0]?.domain]).toEqual([new Map([["", 9]]), ""]);
  });

  test("a dimension of 0 is a number, one of -1 is not known", () => {
    const dims = [{ dimValue: 0 }, { dimValue: -1 }, { dimParam: "n" }, {}];
    const file = message(
      { dataType: 1, floatData: [1, 2] },
      { input: [{ name: "x", type: { tensorType: { elemType: 1, shape: { dim: dims } } } }] },
    );
    expect(decodeModel(file).graph.inputs[0]?.type).toMatchObject({ shape: [0, null, "n", null] });
  });

  test("attributes without a type, as in files of 2017", () => {
    const attribute = [
      { name: "axis", i: 0 },
      { name: "alpha", f: 0.5 },
      { name: "pads", ints: [1, 2] },
    ];
    const file = message({ dataType: 1, floatData: [1, 2] }, { node: [{ opType: "Old", attribute }] });
    expect(decodeModel(file).graph.nodes[0]?.attributes).toEqual({
      axis: { kind: "int", value: 0 },
      alpha: { kind: "float", value: 0.5 },
      pads: { kind: "ints", value: [1, 2] },
    });
  });

  test.for<[string, object, object, string]>([
    ["a quantised tensor", { dataType: 22, rawData: new Uint8Array(1) }, {}, "MODEL_UNSUPPORTED"],
    [
      "sparse weights",
      { dataType: 1, floatData: [1, 2] },
      { sparseInitializer: [{ values: { name: "s" } }] },
      "MODEL_UNSUPPORTED",
    ],
    [
      "a list of graphs",
      { dataType: 1, floatData: [1, 2] },
      { node: [{ opType: "A", attribute: [{ name: "a", type: 10 }] }] },
      "MODEL_UNSUPPORTED",
    ],
    [
      "an attribute without a value",
      { dataType: 1, floatData: [1, 2] },
      { node: [{ opType: "A", attribute: [{ name: "a" }] }] },
      "MODEL_INVALID",
    ],
    ["no operator", { dataType: 1, floatData: [1, 2] }, { node: [{ name: "a" }] }, "MODEL_INVALID"],
    ["too few values", { dataType: 1, floatData: [1] }, {}, "MODEL_INVALID"],
    ["half a number", { dataType: 1, rawData: new Uint8Array(7) }, {}, "MODEL_INVALID"],
    ["a negative extent", { dims: [-2], dataType: 1, floatData: [1, 2] }, {}, "MODEL_INVALID"],
    [
      "a string that is no UTF-8",
      { dataType: 8, stringData: [Uint8Array.of(0xff), Uint8Array.of(65)] },
      {},
      "MODEL_INVALID",
    ],
    ["external data without a folder", { dataType: 1, dataLocation: 1 }, {}, "MODEL_EXTERNAL_MISSING"],
  ])("%s is refused", ([, tensor, rest, code]) => {
    expect(outcome(message(tensor, rest))).toBe(code);
  });

  test("the ends of 64 bits, with which old files slice to the end, are as far as numbers are exact", () => {
    const attribute = [
      { name: "ends", ints: [{ low: -1, high: 0x7fffffff, toNumber: () => 2 ** 63 }, 2 ** 53 - 1] },
      { name: "start", i: -(2 ** 60) },
    ];
    const { graph } = decodeModel(message({ dataType: 1, floatData: [1, 2] }, { node: [{ opType: "A", attribute }] }));
    expect(graph.nodes[0]?.attributes).toEqual({
      ends: { kind: "ints", value: [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] },
      start: { kind: "int", value: Number.MIN_SAFE_INTEGER },
    });
  });

  test("an attribute of bytes that are no text is read, a character a byte", () => {
    const attribute = [
      { name: "blob", s: Uint8Array.of(0xff, 0, 65) },
      { name: "list", strings: [Uint8Array.of(0xc3, 0xa4), Uint8Array.of(0xe4)] },
    ];
    const { graph } = decodeModel(message({ dataType: 1, floatData: [1, 2] }, { node: [{ opType: "A", attribute }] }));
    expect(graph.nodes[0]?.attributes).toEqual({
      blob: { kind: "string", value: "\u00ff\0A" },
      list: { kind: "strings", value: ["\u00e4", "\u00e4"] },
    });
  });

  test("a message names the tensor and the type that is refused", () => {
    expect(fails(() => decodeModel(message({ dataType: 22, rawData: new Uint8Array(1) })))).toMatchObject({
      message: 'The initializer "t" holds int4, which telltale does not calculate with.',
    });
  });

  test("no set of operators", () => {
    expect(outcome(serialise({ irVersion: 8, graph: { name: "g" } }))).toBe("MODEL_OPSET");
  });
});

describe("a damaged file is said to be one", () => {
  test("cut off at any byte", () => {
    const outcomes = Array.from({ length: bytes.length }, (_, length) => outcome(bytes.subarray(0, length)));
    // Whole only without what comes last, its metadata.
    const codes = new Set(["MODEL_TRUNCATED", "MODEL_NOT_ONNX", "MODEL_OPSET", "read"]);
    expect(outcomes.filter((code) => !codes.has(code))).toEqual([]);
    expect(outcomes.filter((code) => code === "MODEL_TRUNCATED").length).toBeGreaterThan(0.95 * bytes.length);
  });

  test("any bytes changed", () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const file = new Uint8Array(bytes);
        for (const [at, to] of changes) file[at] = to;
        expect(outcome(file)).toMatch(/^(read|MODEL_[A-Z_]+)$/);
      }),
      { numRuns: 3000 },
    );
  });

  test("any one bit turned", () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const file = new Uint8Array(bytes);
      file[bit >>> 3]! ^= 1 << (bit & 7);
      expect(outcome(file)).toMatch(/^(read|MODEL_[A-Z_]+)$/);
    }
  });

  test("any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (file) => {
        expect(outcome(file)).toMatch(/^MODEL_[A-Z_]+$/);
      }),
    );
  });

  test("graphs in graphs without end", () => {
    // Each level holds the one before as an attribute's graph; protobuf readers go 100 deep.
    let graph: object = {};
    for (let depth = 0; depth < 30; depth++)
      graph = { node: [{ opType: "If", attribute: [{ name: "b", type: 5, g: graph }] }] };
    expect(outcome(serialise({ irVersion: 8, opsetImport: [{ version: 17 }], graph }))).toBe("read");
    const wrap = (field: number, body: Buffer): Buffer =>
      Buffer.concat([Buffer.from([(field << 3) | 2]), varint(body.length), body]);
    const varint = (value: number): Buffer =>
      Buffer.from(
        value < 128
          ? [value]
          : value < 16_384
            ? [(value & 127) | 128, value >>> 7]
            : [(value & 127) | 128, ((value >>> 7) & 127) | 128, value >>> 14],
      );
    let body: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 2000; depth++) body = wrap(1, wrap(5, wrap(6, body)));
    expect(outcome(Buffer.concat([Buffer.from([8, 8]), wrap(7, body)]))).toBe("MODEL_INVALID");
  });
});

describe("what cannot be written is said", () => {
  test("data that disagree with the shape or the type", () => {
    const put = (constant: Constant): Model => ({
      ...small,
      graph: { ...small.graph, initializers: new Map([["w", constant]]) },
    });
    expect(fails(() => encodeModel(put({ dtype: "float32", shape: [3], data: new Float32Array(2) })))).toMatchObject({
      code: "MODEL_INVALID",
    });
    expect(fails(() => encodeModel(put({ dtype: "float32", shape: [2], data: new Float64Array(2) })))).toMatchObject({
      code: "MODEL_INVALID",
      message: '"w" should have 2 values of float32, but has 2 in a Float64Array.',
    });
  });

  test("functions of the model's own", () => {
    expect(fails(() => encodeModel({ ...small, functions: ["my.Own"] }))).toMatchObject({ code: "MODEL_UNSUPPORTED" });
  });
});
