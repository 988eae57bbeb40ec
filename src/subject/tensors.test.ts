import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aboutWork } from "../learn/trainers/works.ts";
import { openComputer } from "../run/compute.ts";
import { openInline } from "../run/executor.ts";
import { openStore } from "../run/store.ts";
import { newFolder } from "../run/testing/look.ts";
import type { AnyWork } from "../work.ts";
import { f4, f8, i4, type Made, npy, npz, safetensors, texts, truths, u1 } from "./arrays/testing/write.ts";
import { crowdWork } from "./crowd.ts";
import type { Tensors } from "../learn/trainers/data.ts";
import { isTensors, openTensors, tensorsWorks } from "./tensors.ts";

const works = new Map([...tensorsWorks, aboutWork, crowdWork].map((work) => [work.id as string, work as AnyWork]));

/** Opens what lies in files of these names, as an audit does. */
async function opened(
  files: { readonly [name: string]: Buffer },
  {
    train = "train.npz",
    holdout,
    population,
    as = null,
  }: { train?: string; holdout?: string; population?: string; as?: "class" | "number" | null } = {},
) {
  const folder = newFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const store = openStore(newFolder());
  const computer = openComputer(store, openInline(store, works));
  const at = (name: string | undefined) => (name === undefined ? undefined : join(folder, name));
  const found = await openTensors({ train: at(train), holdout: at(holdout), population: at(population) }, as, computer);
  const read = async (key: string | null) => (key === null ? null : ((await store.get(key)) as unknown as Tensors));
  return { ...found, computer, rows: await read(found.pool), others: await read(found.population) };
}
const both = { train: "train.npz", holdout: "holdout.npz" };
const xy = (x: Made, y: Made): Buffer => npz({ x, y });
const labelsOf = (rows: Tensors | null) => (rows?.label.kind === "class" ? rows.label.classes : rows?.label.kind);
const codesOf = (rows: Tensors | null) =>
  rows?.goal.kind === "class" ? [...rows.goal.codes] : [...(rows?.goal.values ?? [])];

test("files of arrays are known by their names, queries that name them are not", () => {
  expect(["a.npz", "b.NPY", "c.safetensors"].every(isTensors)).toBe(true);
  expect(["a.csv", "select * from 'x.npz'", "npz"].some(isTensors)).toBe(false);
});

test("rows of train come before those of the holdout, with the label of train", async () => {
  const { rows, others, summary, pool, computer } = await opened(
    {
      "train.npz": xy(f8([1, 2, 3, 4, 1, 2], 3, 2), texts(["b", "a", "b"])),
      "holdout.npz": npz({ X: f4([1, 2, 7, 8], 2, 2), Y: texts(["b", "a"], 2, 1) }, true),
      "more.safetensors": safetensors({ images: f4([5, 6], 1, 2), labels: i4([0]) }),
      "more.npz": npz({ data: f4([5, 6], 1, 2), target: texts(["a"]) }),
    },
    { ...both, population: "more.npz" },
  );
  expect([...(rows?.x ?? [])]).toEqual([1, 2, 3, 4, 1, 2, 1, 2, 7, 8]);
  expect(rows?.shape).toEqual([2]);
  expect(labelsOf(rows)).toEqual(["a", "b"]);
  expect(codesOf(rows)).toEqual([1, 0, 1, 1, 0]);
  expect([others?.rows, others?.label]).toEqual([1, rows?.label]);
  expect(summary.rows).toEqual({ train: 3, holdout: 2, population: 1 });
  // Rows 1 and 3 of train are equal; the first of the holdout is one of them.
  expect(summary.duplicates).toMatchObject({ train: 2, holdoutInTrain: 1 });
  const [crowd] = await computer.compute(crowdWork, [{ pool, train: 3, tables: null, key: [] }]);
  expect([crowd?.members, crowd?.rows, [...(crowd?.origin ?? [])]]).toEqual([3, 5, [0, 1, 2, 0, 1]]);
});

test("a row with another label is another row", async () => {
  const { summary } = await opened({ "train.npz": xy(f8([1, 1, 0], 3, 1), i4([0, 1, 0])) });
  expect(summary.duplicates).toMatchObject({ train: 0, holdoutInTrain: null });
});

test("an array of images keeps its shape, and bytes stay as they are, which is said", async () => {
  const images = u1([0, 255, 7, 8, 9, 10, 11, 12], 2, 1, 2, 2);
  const { rows, summary } = await opened({ "train.npz": npz({ images, labels: i4([0, 1]) }) });
  expect([rows?.shape, [...(rows?.x ?? [])].slice(0, 3)]).toEqual([
    [1, 2, 2],
    [0, 255, 7],
  ]);
  expect(summary.remarks.map(({ code }) => code)).toContain("tensors-unscaled");
  const bits = await opened({ "train.npz": xy(u1([0, 1], 2, 1), i4([0, 1])) });
  expect(bits.summary.remarks.map(({ code }) => code)).not.toContain("tensors-unscaled");
});

describe("labels", () => {
  const x = f8([1, 2, 3, 4], 4, 1);
  test.each<[string, Made, unknown, readonly number[]]>([
    ["whole numbers", i4([2, 0, 1, 2]), ["0", "1", "2"], [2, 0, 1, 2]],
    ["floats that count", f8([1, 0, 1, 0]), ["0", "1"], [1, 0, 1, 0]],
    ["floats that measure", f8([0.5, 1.25, 3, 7]), "number", [0.5, 1.25, 3, 7]],
    ["truth values", truths([true, false, true, true]), ["false", "true"], [1, 0, 1, 1]],
    ["texts", texts(["yes", "no", "no", "né"]), ["no", "né", "yes"], [2, 0, 0, 1]],
    ["one-hot rows", u1([0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0], 4, 3), ["0", "1", "2"], [1, 2, 0, 1]],
    [
      "names too long for a number",
      { shape: [4], data: BigInt64Array.of(2n ** 60n, 2n ** 60n + 1n, 2n ** 60n, 0n) },
      ["0", `${2n ** 60n}`, `${2n ** 60n + 1n}`],
      [1, 2, 1, 0],
    ],
  ])("%s", async (_, y, classes, codes) => {
    const { rows } = await opened({ "train.npz": xy(x, y) });
    expect(labelsOf(rows)).toEqual(classes);
    expect(codesOf(rows)).toEqual(codes);
  });

  test("are numbers or classes as the user says", async () => {
    const files = { "train.npz": xy(x, i4([2, 0, 1, 2])) };
    expect(labelsOf((await opened(files, { as: "number" })).rows)).toBe("number");
    expect(labelsOf((await opened({ "train.npz": xy(x, f8([0.5, 1, 3, 7])) }, { as: "class" })).rows)).toEqual([
      "0.5",
      "1",
      "3",
      "7",
    ]);
  });

  test("that are missing, or that train does not have, leave their rows out, which is said", async () => {
    const { rows, summary } = await opened(
      { "train.npz": xy(x, f8([0, 1, NaN, 1])), "holdout.npz": xy(x, f8([1, 5, 0, NaN])) },
      { ...both, as: "class" },
    );
    expect([...(rows?.origin ?? [])]).toEqual([0, 1, 3, 4, 6]);
    expect(rows?.missing).toBe(3);
    expect(rows?.notes.map(({ message }) => message)).toEqual([
      expect.stringContaining("missing in 1 of 4"),
      expect.stringContaining("2 rows of holdout are left out"),
    ]);
    expect(summary.rows).toEqual({ train: 4, holdout: 4 });
  });
});

describe("two files of one array each", () => {
  const [x, y] = [npy(f8([1, 2], 2, 1)), npy(i4([0, 1]))];
  test.each([
    ["train.npy", "train.labels.npy"],
    ["train_x.npy", "train_y.npy"],
    ["X_train.npy", "y_train.npy"],
    ["train-images.npy", "train-labels.npy"],
  ])("%s goes with %s", async (train, labels) => {
    const { rows, sources } = await opened({ [train]: x, [labels]: y }, { train });
    expect(codesOf(rows)).toEqual([0, 1]);
    expect(sources[0]?.files.map(({ path }) => path.endsWith(train) || path.endsWith(labels))).toEqual([true, true]);
  });

  test("without labels say where these were looked for", async () => {
    await expect(opened({ "x_train.npy": x }, { train: "x_train.npy" })).rejects.toMatchObject({
      code: "TENSORS_NO_LABELS",
      message: expect.stringMatching(/"y_train\.npy" and "x_train\.labels\.npy"/) as string,
    });
  });
});

test("an archive of all parts has arrays with the parts' names", async () => {
  const all = npz({ x_train: f8([1, 2], 2, 1), y_train: i4([0, 1]), x_test: f8([3], 1, 1), y_test: i4([1]) });
  const { rows } = await opened({ "all.npz": all }, { train: "all.npz", holdout: "all.npz" });
  expect([...(rows?.x ?? [])]).toEqual([1, 2, 3]);
});

describe("is refused with a reason:", () => {
  const good = xy(f8([1, 2, 3, 4], 2, 2), i4([0, 1]));
  test.each<[string, { readonly [name: string]: Buffer }, string, RegExp]>([
    ["no labels", { "train.npz": npz({ x: f8([1]) }) }, "TENSORS_ARRAYS", /no arrays x and y: it has x/],
    ["more labels than rows", { "train.npz": xy(f8([1, 2], 2, 1), i4([0, 1, 1])) }, "TENSORS_SHAPE", /2 rows.*has 3/],
    ["NaN", { "train.npz": xy(f8([1, 2, NaN, 4], 2, 2), i4([0, 1])) }, "TENSORS_NOT_FINITE", /train: row 2/],
    ["too large", { "train.npz": xy(f8([1, 2, 1e39, 4], 2, 2), i4([0, 1])) }, "TENSORS_NOT_FINITE", /row 2/],
    ["no rows", { "train.npz": xy(f8([], 0, 2), i4([])) }, "TENSORS_EMPTY", /train/],
    ["x of texts", { "train.npz": xy(texts(["a", "b"]), i4([0, 1])) }, "TENSORS_ARRAYS", /not an array of numbers/],
    [
      "chances as labels",
      { "train.npz": xy(f8([1, 2], 2, 1), f8([0.5, 0.5, 1, 0], 2, 2)) },
      "TENSORS_LABELS",
      /not one label/,
    ],
    ["one class", { "train.npz": xy(f8([1, 2], 2, 1), i4([1, 1])) }, "LABEL_ONE_VALUE", /same value/],
    [
      "other widths",
      { "train.npz": good, "holdout.npz": xy(f8([1, 2], 2, 1), i4([0, 1])) },
      "TENSORS_SHAPE",
      /train is 2, and one of holdout is 1/,
    ],
    [
      "labels of other types",
      { "train.npz": good, "holdout.npz": xy(f8([1, 2], 1, 2), texts(["a"])) },
      "TENSORS_LABELS",
      /numbers in one file and texts/,
    ],
    ["a CSV by another name", { "train.npz": Buffer.from("x,y\n1,2\n") }, "ARRAYS_FORMAT", /but text/],
    ["nothing", {}, "TABLE_FILE_MISSING", /not there/],
  ])("%s", async (_, files, code, message) => {
    const parts = "holdout.npz" in files ? both : {};
    await expect(opened(files, parts)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});
