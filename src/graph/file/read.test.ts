import { createHash } from "node:crypto";
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeModel, encodeModel } from "../protobuf.ts";
import { serialise } from "./message.ts";
import type { TensorMessage } from "./messages.ts";
import { readModelFile } from "./read.ts";
import { small } from "./testing/small.ts";

let folder = "";
beforeAll(async () => {
  const outer = await mkdtemp(join(tmpdir(), "telltale-model-"));
  folder = join(outer, "model");
  await mkdir(join(folder, "inner"), { recursive: true });
  await writeFile(join(outer, "secret.data"), new Uint8Array(64));
  await writeFile(join(folder, "w.data"), new Uint8Array(Float32Array.of(9, 1, 2, 3, 4).buffer));
  await writeFile(join(folder, "inner", "v.data"), new Uint8Array(Float32Array.of(5).buffer));
});
afterAll(() => rm(join(folder, ".."), { recursive: true }));

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}
const entries = (values: Record<string, string>) => Object.entries(values).map(([key, value]) => ({ key, value }));
const external = (values: Record<string, string>, rest: TensorMessage = {}): TensorMessage => ({
  name: "w",
  dims: [2, 2],
  dataType: 1,
  dataLocation: 1,
  externalData: entries(values),
  ...rest,
});
const withTensors = (...initializer: TensorMessage[]) =>
  serialise({ irVersion: 8, opsetImport: [{ version: 17 }], graph: { name: "g", initializer } });
const failing = (path: string): Promise<unknown> => readModelFile(path).catch((error: unknown) => error);

test("a model in one file: its bytes, and what sha256sum says of them", async () => {
  const bytes = encodeModel(small);
  const read = await readModelFile(await file("small.onnx", bytes));
  expect(read.model).toEqual(small);
  expect(Buffer.compare(read.bytes, bytes)).toBe(0);
  expect(read.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect([read.externalFiles, read.notes]).toEqual([[], []]);
});

test("versions newer than the engine are notes", async () => {
  const model = { ...small, irVersion: 99, opsets: new Map([["", 99]]) };
  const { notes } = await readModelFile(await file("new.onnx", encodeModel(model)));
  expect(notes).toEqual([
    expect.stringMatching(/version 99 of the operators of ai\.onnx/),
    expect.stringMatching(/ir_version/),
  ]);
});

test("weights from files beside the model are put in, in the bodies of branches too", async () => {
  const inner = external({ location: "inner/v.data" }, { dims: [1], name: "" });
  const path = await file(
    "external.onnx",
    serialise({
      irVersion: 8,
      opsetImport: [{ version: 17 }],
      graph: {
        initializer: [external({ location: "w.data", offset: "4", length: "16" })],
        node: [
          {
            opType: "If",
            attribute: [
              {
                name: "b",
                type: 5,
                g: { node: [{ opType: "Constant", attribute: [{ name: "value", type: 4, t: inner }] }] },
              },
            ],
          },
        ],
      },
    }),
  );
  const read = await readModelFile(path);
  expect(read.externalFiles).toEqual(["inner/v.data", "w.data"]);
  expect(read.model.graph.initializers.get("w")?.data).toEqual(Float32Array.of(1, 2, 3, 4));
  const body = read.model.graph.nodes[0]?.attributes["b"];
  expect(body?.kind === "graph" && body.value.nodes[0]?.attributes["value"]).toEqual({
    kind: "tensor",
    value: { dtype: "float32", shape: [1], data: Float32Array.of(5) },
  });
  // The bytes stand alone.
  expect(decodeModel(read.bytes)).toEqual(read.model);
});

test("fields that the engine does not know stay in the bytes", async () => {
  // doc_string (field 6 of ModelProto) "d" and field 99 of GraphProto, varint 1.
  const graph = Buffer.from("980601", "hex");
  const tensor = withTensors(external({ location: "w.data", offset: "4" }));
  const path = await file(
    "unknown.onnx",
    Buffer.concat([tensor, Buffer.from("320164", "hex"), Buffer.from([0x3a, graph.length]), graph]),
  );
  const hex = Buffer.from((await readModelFile(path)).bytes).toString("hex");
  expect(hex).toContain("320164");
  expect(hex).toContain("980601");
});

test.for<[string, TensorMessage, string]>([
  ["up", external({ location: "../secret.data" }), "MODEL_EXTERNAL_OUTSIDE"],
  ["up within", external({ location: "inner/../../secret.data" }), "MODEL_EXTERNAL_OUTSIDE"],
  ["up as on Windows", external({ location: "..\\secret.data" }), "MODEL_EXTERNAL_OUTSIDE"],
  ["absolute", external({ location: "/etc/hosts" }), "MODEL_EXTERNAL_OUTSIDE"],
  ["absolute as on Windows", external({ location: "C:\\secret.data" }), "MODEL_EXTERNAL_OUTSIDE"],
  ["a link out", external({ location: "link.data" }), "MODEL_EXTERNAL_OUTSIDE"],
  ["not there", external({ location: "none.data" }), "MODEL_EXTERNAL_MISSING"],
  ["a folder", external({ location: "inner" }), "MODEL_EXTERNAL_MISSING"],
  ["too short", external({ location: "w.data", offset: "8", length: "16" }), "MODEL_EXTERNAL_SHORT"],
  ["an offset beyond the end", external({ location: "w.data", offset: "1000" }), "MODEL_EXTERNAL_SHORT"],
  ["the wrong length", external({ location: "w.data", length: "20" }), "MODEL_INVALID"],
  ["an offset that is no number", external({ location: "w.data", offset: "-4" }), "MODEL_INVALID"],
  ["no location", external({}), "MODEL_INVALID"],
])("external data: %s", async ([name, tensor, code]) => {
  if (name === "a link out") await symlink(join(folder, "..", "secret.data"), join(folder, "link.data"));
  expect(await failing(await file("bad.onnx", withTensors(tensor)))).toMatchObject({ code });
});

test("a file beyond 2 GiB is said to be by its size; another kind of file by its kind", async () => {
  // Sparse: it takes no room on the disk.
  const sparse = async (name: string, head: Uint8Array): Promise<string> => {
    const path = await file(name, head);
    const handle = await open(path, "r+");
    await handle.truncate(3 * 2 ** 30);
    await handle.close();
    return path;
  };
  expect(await failing(await sparse("large.onnx", encodeModel(small)))).toMatchObject({
    code: "ONNX_TOO_LARGE",
    message: expect.stringContaining("3.00 GiB"),
  });
  expect(await failing(await sparse("large.h5", Buffer.from("\x89HDF\r\n\x1a\n", "latin1")))).toMatchObject({
    code: "MODEL_NOT_ONNX",
  });
  const data = await sparse("large.data", new Uint8Array(1));
  const tensor = external({ location: "large.data" }, { dims: [3 * 2 ** 28] });
  expect(await failing(await file("both.onnx", withTensors(tensor)))).toMatchObject({ code: "ONNX_TOO_LARGE" });
  await rm(data);
});

test("a file that is not there, a folder, a cut file", async () => {
  expect(await failing(join(folder, "none.onnx"))).toMatchObject({ code: "MODEL_MISSING" });
  expect(await failing(join(folder, "w.data", "model.onnx"))).toMatchObject({ code: "MODEL_MISSING" });
  expect(await failing(folder)).toMatchObject({ code: "MODEL_NOT_ONNX", hint: expect.stringContaining(".onnx") });
  const bytes = encodeModel(small);
  expect(await failing(await file("cut.onnx", bytes.subarray(0, 200)))).toMatchObject({
    code: "MODEL_TRUNCATED",
    message: expect.stringContaining("cut.onnx"),
  });
});
