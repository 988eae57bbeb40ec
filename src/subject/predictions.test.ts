import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TelltaleError } from "../error.ts";
import { poolWork } from "../learn/trainers/works.ts";
import { openComputer } from "../run/compute.ts";
import { openInline } from "../run/executor.ts";
import { openStore } from "../run/store.ts";
import { newFolder } from "../run/testing/look.ts";
import { read } from "../table/read.ts";
import { identify } from "../table/source.ts";
import type { AnyWork } from "../work.ts";
import { f4, f8, i4, type Made, npz, safetensors, texts, truths, u1 } from "./arrays/testing/write.ts";
import { crowdWork } from "./crowd.ts";
import { type Predictions, predictionsAboutWork, predictionsWorks, readPredictions } from "./predictions.ts";

const works = new Map(
  [...predictionsWorks, read, poolWork, crowdWork].map((work) => [work.id as string, work as unknown as AnyWork]),
);
const folder = newFolder();
const store = openStore(newFolder());
const computer = openComputer(store, openInline(store, works));
let files = 0;
const written = (content: Buffer | string, extension: string): string => {
  const path = join(folder, `p${files++}.${extension}`);
  writeFileSync(path, content);
  return path;
};
type Options = Parameters<typeof readPredictions>[1];

async function readIn(
  content: Buffer | string,
  options: Options = {},
  extension = typeof content === "string" ? "csv" : "npz",
) {
  const { predictions } = await readPredictions(written(content, extension), options, computer);
  return (await store.get(predictions)) as unknown as Predictions;
}

/** People in tables, of whom train's second has no label. */
async function people(labels: { readonly train: readonly string[]; readonly holdout: readonly string[] }) {
  const csv = (rows: readonly string[]) => `x,label\n${rows.map((label, i) => `${i},${label}\n`).join("")}`;
  const parts = await Promise.all([
    identify("train", written(csv(labels.train), "csv")),
    identify("holdout", written(csv(labels.holdout), "csv")),
  ]);
  const [tables = ""] = await computer.refs(read, [{ sources: parts, types: {} }]);
  const [pool = ""] = await computer.refs(poolWork, [
    { tables, parts: ["train", "holdout"], fit: ["train"], label: "label", columns: null, as: null },
  ]);
  const { length: train } = labels.train;
  const [crowd = ""] = await computer.refs(crowdWork, [{ pool, train, tables: null, key: [] }]);
  return { about: { crowd, train, holdout: labels.holdout.length } };
}
const three = { train: ["b", "", "a", "c"], holdout: ["c", "a"] };
const onlyRows = (found: Predictions, model = 0) => {
  const { outputs, perModel, rows } = found.answers;
  return Array.from({ length: rows }, (_, i) =>
    Array.from(perModel[model]!.slice(i * outputs, (i + 1) * outputs), (value) => Number(value.toFixed(6))),
  );
};
const notes = (found: Predictions) => found.notes.map(({ code }) => code);

describe("beside the people's files", () => {
  const [train, holdout] = [
    f8([0.1, 0.8, 0.1, 0.3, 0.3, 0.4, 0.9, 0.05, 0.05, 0.2, 0.2, 0.6], 4, 3),
    f8([0, 0, 1, 0.5, 0.25, 0.25], 2, 3),
  ];
  const expected = [
    [0.1, 0.8, 0.1],
    [0.9, 0.05, 0.05],
    [0.2, 0.2, 0.6],
    [0, 0, 1],
    [0.5, 0.25, 0.25],
  ];
  const all = {
    shape: [6, 3],
    data: Float64Array.of(...(train.data as Float64Array), ...(holdout.data as Float64Array)),
  };

  test("rows are those of train and of the holdout; who has no label is left out", async () => {
    const options = await people(three);
    for (const arrays of [{ train, holdout }, { predictions: all }, { probabilities: all }]) {
      const found = await readIn(npz(arrays), options);
      expect(onlyRows(found)).toEqual(expected);
      expect([found.answers.kind, found.answers.outputs, found.crowd.members]).toEqual(["probabilities", 3, 3]);
      expect([...(found.crowd.codes ?? [])]).toEqual([1, 0, 2, 2, 0]);
      expect(found.notes).toEqual([]);
    }
    expect(onlyRows(await readIn(safetensors({ train, holdout }), options, "safetensors"))).toEqual(expected);
  });

  test("columns go by the names of their classes, in whatever order", async () => {
    const options = await people(three);
    const lines = [
      "p_c,p_a,p_b",
      "0.1,0.1,0.8",
      "0.4,0.3,0.3",
      "0.05,0.9,0.05",
      "0.6,0.2,0.2",
      "1,0,0",
      "0.25,0.5,0.25",
    ];
    expect(onlyRows(await readIn(lines.join("\n"), options))).toEqual(expected);
    expect(onlyRows(await readIn(lines.join("\n").replaceAll("p_", ""), options))).toEqual(expected);
    const turned = {
      shape: [6, 3],
      data: Float64Array.from({ length: 18 }, (_, i) => all.data[i - (i % 3) + ((i + 2) % 3)]!),
    };
    expect(onlyRows(await readIn(npz({ predictions: turned, classes: texts(["c", "a", "b"]) }), options))).toEqual(
      expected,
    );
  });

  test("a column tells the sides apart, whatever order rows come in", async () => {
    const options = await people({ train: ["no", "yes"], holdout: ["yes", "no"] });
    const found = await readIn("part,p\nholdout,0.7\ntrain,0.1\nholdout,0.4\ntrain,0.9\n", options);
    expect(onlyRows(found)).toEqual([
      [0.9, 0.1],
      [0.1, 0.9],
      [0.3, 0.7],
      [0.6, 0.4],
    ]);
  });

  test("labels that come with the answers must be those of the people", async () => {
    const options = await people({ train: ["no", "yes"], holdout: ["yes", "no"] });
    const good = "label,p\nno,0.1\nyes,0.9\nyes,0.7\nno,0.4\n";
    expect(notes(await readIn(good, options))).toEqual([]);
    await expect(readIn("label,p\nyes,0.9\nno,0.1\nyes,0.7\nno,0.4\n", options)).rejects.toMatchObject({
      code: "PREDICTIONS_ORDER",
      message: expect.stringContaining("for 2 of 4 people") as string,
    });
  });

  test("numbers are predicted by one number", async () => {
    const options = await people({ train: ["1.5", "2.25", "7", "3.5"], holdout: ["0.125", "9"] });
    const found = await readIn("prediction\n1\n2\n3\n4\n5\n6\n", options);
    expect([found.answers.kind, found.answers.outputs]).toEqual(["values", 1]);
    expect(onlyRows(found).flat()).toEqual([1, 2, 3, 4, 5, 6]);
    expect([
      ...((await readIn(npz({ predictions: f8([1, 2, 3, 4, 5, 6]) }), options)).answers.perModel[0] ?? []),
    ]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test.each<[string, Buffer | string, string, RegExp]>([
    [
      "fewer answers than rows",
      npz({ predictions: f8([0.5, 0.5, 0.5]) }),
      "PREDICTIONS_LENGTH",
      /3 people.*has 4 rows/,
    ],
    [
      "more in train",
      npz({ train: f8([0, 0, 0]), holdout: f8([0]) }),
      "PREDICTIONS_LENGTH",
      /3 people, and train has 2/,
    ],
    ["fewer lines", "p\n0.5\n0.5\n0.5\n", "PREDICTIONS_LENGTH", /3 people/],
    [
      "fewer on one side",
      "part,p\ntrain,0\ntrain,1\ntrain,1\nholdout,0\n",
      "PREDICTIONS_LENGTH",
      /3 people, and train/,
    ],
    ["a side that is none", "part,p\ntrain,0\ntrain,1\nvalid,1\nholdout,0\n", "PREDICTIONS_PART", /row 3/],
    [
      "a class too many",
      npz({ predictions: f8([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0], 4, 3) }),
      "PREDICTIONS_CLASSES",
      /3 numbers.*2 classes/,
    ],
    ["a class that is missing", "p_no\n0.5\n0.5\n0.5\n0.5\n", "MODEL_CLASSES", /does not know "?yes/],
    ["another class", "p_no,p_maybe\n1,0\n1,0\n1,0\n1,0\n", "MODEL_CLASSES", /does not know "?yes.*maybe/],
    ["no columns of answers", "x\n1\n2\n3\n4\n", "PREDICTIONS_COLUMNS", /lacks "p_no", "p_yes".*columns are x/],
    ["a column of words", "p\nlow\nhigh\nlow\nhigh\n", "PREDICTIONS_COLUMNS", /"p" is a category/],
    ["a missing value", "p_no,p_yes\n0.5,0.5\n0.5,\n1,0\n1,0\n", "PREDICTIONS_NOT_FINITE", /row 2 of the answers/],
    ["NaN", npz({ predictions: f8([0.5, 0.5, 0.5, NaN]) }), "PREDICTIONS_NOT_FINITE", /row 4/],
    [
      "an answer that is infinite",
      npz({ predictions: f8([0.5, 0.5, 0.5, Infinity]) }),
      "PREDICTIONS_NOT_FINITE",
      /row 4/,
    ],
    [
      "sums far from 1",
      npz({ predictions: f8([0.5, 0.5, 0.5, 0.6, 0.5, 0.5, 1, 0], 4, 2) }),
      "PREDICTIONS_SUMS",
      /row 2.*0\.100/,
    ],
    [
      "percentages",
      npz({ predictions: f8([50, 50, 90, 10, 0, 100, 33, 67], 4, 2) }),
      "PREDICTIONS_SUMS",
      /percentages/,
    ],
    ["other arrays", npz({ y_hat: f8([1, 0, 0, 1]) }), "PREDICTIONS_ARRAYS", /it has y_hat/],
    ["three dimensions", npz({ predictions: f8([1, 0, 0, 1], 4, 1, 1) }), "PREDICTIONS_ARRAYS", /not a row of answers/],
    ["texts", npz({ predictions: texts(["a", "b", "a", "b"]) }), "PREDICTIONS_ARRAYS", /not a row of answers/],
    [
      "names for other columns",
      npz({ predictions: f8([0, 0, 0, 1]), classes: texts(["no", "yes"]) }),
      "PREDICTIONS_ARRAYS",
      /2 names .* for 1/,
    ],
    [
      "shadow models without sides",
      npz({ predictions: f8([0, 0, 0, 1]), shadow: f8([0, 0, 0, 1], 1, 4) }),
      "PREDICTIONS_SHADOWS",
      /shadow_in/,
    ],
    ["no archive", Buffer.from("p\n0.5\n"), "ARRAYS_FORMAT", /text/],
    ["no rows", "p\n", "TABLE_NO_ROWS", /no rows/],
  ])("refused: %s", async (_, content, code, message) => {
    const options = await people({ train: ["no", "yes"], holdout: ["yes", "no"] });
    await expect(readIn(content, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});

describe("alone", () => {
  const four = { train: f8([0.9, 0.1, 0.2, 0.8], 2, 2), holdout: f8([0.6, 0.4, 0.3, 0.7, 0.5, 0.5], 3, 2) };
  const rows = [
    [0.9, 0.1],
    [0.2, 0.8],
    [0.6, 0.4],
    [0.3, 0.7],
    [0.5, 0.5],
  ];

  test.each<[string, Made, Made, readonly string[]]>([
    ["whole numbers", i4([0, 1]), i4([1, 1, 0]), ["0", "1"]],
    ["texts", texts(["no", "yes"]), texts(["yes", "yes", "no"]), ["no", "yes"]],
    ["truth values", truths([false, true]), truths([true, true, false]), ["false", "true"]],
    ["one-hot rows", u1([1, 0, 0, 1], 2, 2), u1([0, 1, 0, 1, 1, 0], 3, 2), ["0", "1"]],
    ["numbers from 1 on", i4([1, 2]), i4([2, 2, 1]), ["1", "2"]],
  ])("labels may be %s", async (_, train_labels, holdout_labels, classes) => {
    const found = await readIn(npz({ ...four, train_labels, holdout_labels }));
    expect(found.crowd.label).toMatchObject({ kind: "class", column: "y", classes });
    expect([...(found.crowd.codes ?? [])]).toEqual([0, 1, 1, 1, 0]);
    expect([found.crowd.members, found.crowd.rows, [...found.crowd.origin]]).toEqual([2, 5, [0, 1, 0, 1, 2]]);
    expect(onlyRows(found)).toEqual(rows);
  });

  test("classes that nobody has are still classes", async () => {
    const found = await readIn(npz({ ...four, train_labels: i4([1, 1]), holdout_labels: i4([1, 1, 1]) }));
    expect([found.answers.outputs, found.crowd.label]).toMatchObject([2, { classes: ["0", "1"] }]);
  });

  test("one number for two classes is the chance of the second, or its logit", async () => {
    const labels = { train_labels: texts(["no", "yes"]), holdout_labels: texts(["no", "yes"]) };
    const p = await readIn(npz({ train: f4([0.25, 0.75], 2, 1), holdout: f4([0.5, 1], 2, 1), ...labels }));
    expect([p.answers.kind, ...onlyRows(p)]).toEqual(["probabilities", [0.75, 0.25], [0.25, 0.75], [0.5, 0.5], [0, 1]]);
    const z = await readIn(npz({ train: f4([-1, 3]), holdout: f4([0, 0.5]), ...labels }));
    expect([z.answers.kind, ...onlyRows(z)]).toEqual(["logits", [0, -1], [0, 3], [0, 0], [0, 0.5]]);
    expect(notes(z)).toEqual(["predictions-logits"]);
  });

  test("logits and logarithms are taken as logits; sums that are a little off are rescaled; both are said", async () => {
    const labels = { train_labels: i4([0, 1]), holdout_labels: i4([1]) };
    const logits = await readIn(
      npz({ train: f4([-1, 2, 0.5, -Infinity], 2, 2), holdout: f4([3, 1], 1, 2), ...labels }),
    );
    expect([logits.answers.kind, notes(logits)]).toEqual(["logits", ["predictions-logits"]]);
    expect(logits.answers.perModel[0]).toEqual(Float32Array.of(-1, 2, 0.5, -Infinity, 3, 1));
    const near = await readIn(npz({ train: f8([0.52, 0.5, 0.49, 0.49], 2, 2), holdout: f8([1, 0], 1, 2), ...labels }));
    expect(notes(near)).toEqual(["predictions-rescaled"]);
    expect(onlyRows(near)[0]?.[0]).toBeCloseTo(0.52 / 1.02, 6);
    const rounded = await readIn(
      npz({ train: f8([0.5004, 0.5, 0.5, 0.5], 2, 2), holdout: f8([1 + 1e-9, -1e-9], 1, 2), ...labels }),
    );
    expect([rounded.answers.kind, notes(rounded)]).toEqual(["probabilities", []]);
  });

  test("numbers are standardised by the people in the data", async () => {
    const found = await readIn(
      npz({
        train: f8([1, 2, 3]),
        holdout: f8([4, 5]),
        train_labels: f8([0.5, 2.5, 4.5]),
        holdout_labels: f8([100, 7]),
      }),
    );
    expect(found.crowd.label).toEqual({
      kind: "number",
      column: "y",
      mean: 2.5,
      deviation: expect.closeTo(Math.sqrt(8 / 3), 12) as number,
    });
    expect([found.answers.kind, ...onlyRows(found).flat()]).toEqual(["values", 1, 2, 3, 4, 5]);
    expect([...(found.crowd.values ?? [])]).toEqual([0.5, 2.5, 4.5, 100, 7]);
  });

  test("a table says who was in the data, and what is true", async () => {
    const lines = [
      "income,part,p_high,p_low",
      "low,holdout,0.4,0.6",
      "high,train,0.9,0.1",
      ",train,0.5,0.5",
      "low,train,0.2,0.8",
    ];
    const found = await readIn(lines.join("\n"), { label: "income" });
    expect(onlyRows(found)).toEqual([
      [0.9, 0.1],
      [0.2, 0.8],
      [0.4, 0.6],
    ]);
    expect([...(found.crowd.codes ?? [])]).toEqual([0, 1, 1]);
    expect([...found.crowd.origin]).toEqual([1, 3, 0]);
    expect(notes(found)).toEqual(["label-missing"]);
    const numbers = await readIn("member,y,prediction\n1,0.5,0.25\n0,3.5,2\n1,1.5,1\n0,7,8\n");
    expect([numbers.answers.kind, numbers.crowd.members, ...onlyRows(numbers).flat()]).toEqual([
      "values",
      2,
      0.25,
      1,
      2,
      8,
    ]);
    const counted = await readIn("member,label,0,1,2\ntrue,2,0.1,0.1,0.8\nfalse,0,1,0,0\ntrue,1,0,0.5,0.5\n");
    expect([counted.answers.outputs, [...(counted.crowd.codes ?? [])]]).toEqual([3, [2, 1, 0]]);
  });

  test("answers of shadow models come in the order of the crowd, with who was in each", async () => {
    const shadow = f8([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], 2, 4);
    const shadow_in = truths([true, false, true, false, false, true, false, true], 2, 4);
    const file = npz({
      train: f8([0.5, 0.5]),
      holdout: f8([0.5, 0.5]),
      train_labels: f8([0, NaN]),
      holdout_labels: f8([1, 0]),
      shadow,
      shadow_in,
    });
    const { predictions } = await readPredictions(written(file, "npz"), {}, computer);
    const { shadows } = (await store.get(predictions)) as unknown as Predictions;
    expect(shadows?.answers.perModel.map((model) => [...model].filter((_, i) => i % 2 === 1))).toEqual([
      [0.1, 0.3, 0.4],
      [0.5, 0.7, 0.8],
    ]);
    expect(shadows?.isIn.map((marks) => [...marks])).toEqual([
      [1, 1, 0],
      [0, 0, 1],
    ]);
    const [about] = await computer.compute(predictionsAboutWork, [{ predictions }]);
    expect(about).toMatchObject({ members: 1, rows: 3, shadows: 2, paired: true });
  });

  test.each<[string, Buffer | string, Options, string, RegExp]>([
    ["no labels", npz({ train: f8([0, 1]), holdout: f8([0]) }), {}, "PREDICTIONS_ARRAYS", /no array train_labels/],
    ["one array of all", npz({ predictions: f8([0, 1]) }), {}, "PREDICTIONS_ARRAYS", /no arrays train and holdout/],
    ["no holdout", npz({ train: f8([0, 1]), train_labels: i4([0, 1]) }), {}, "PREDICTIONS_EMPTY", /holdout/],
    [
      "nobody in train",
      npz({ train: f8([], 0, 2), holdout: f8([0, 1], 1, 2), train_labels: i4([]), holdout_labels: i4([1]) }),
      {},
      "PREDICTIONS_EMPTY",
      /train/,
    ],
    [
      "labels of another length",
      npz({ ...four, train_labels: i4([0, 1, 1]), holdout_labels: i4([0, 1, 1]) }),
      {},
      "PREDICTIONS_LENGTH",
      /train_labels has 3/,
    ],
    [
      "a label that is no class",
      "member,label,p_a,p_b\n1,a,1,0\n0,b,1,0\n1,c,0,1\n",
      {},
      "PREDICTIONS_LABELS",
      /1 people have a label that is none of the 2/,
    ],
    [
      "more classes than numbers",
      npz({ ...four, train_labels: i4([0, 1]), holdout_labels: i4([5, 3, 0]) }),
      {},
      "PREDICTIONS_LABELS",
      /2 numbers for each person.*4 classes/,
    ],
    [
      "one number for three classes",
      npz({ train: f8([0, 1]), holdout: f8([0]), train_labels: texts(["a", "b"]), holdout_labels: texts(["c"]) }),
      {},
      "PREDICTIONS_LABELS",
      /3 classes/,
    ],
    [
      "one class",
      npz({ train: f8([0, 1]), holdout: f8([0]), train_labels: texts(["a", "a"]), holdout_labels: texts(["a"]) }),
      {},
      "LABEL_ONE_VALUE",
      /same value/,
    ],
    [
      "classes as a number",
      npz({ ...four, train_labels: i4([0, 1]), holdout_labels: i4([0, 1, 1]) }),
      { as: "number" },
      "PREDICTIONS_LABELS",
      /a number/,
    ],
    ["no sides", "label,p\n1,0.5\n0,0.5\n", {}, "PREDICTIONS_COLUMNS", /who was in the data/],
    [
      "no column of labels",
      "part,p\ntrain,0.5\nholdout,0.5\n",
      { label: "income" },
      "PREDICTIONS_COLUMNS",
      /no column "income"/,
    ],
    [
      "sides of other widths",
      npz({ train: f8([0, 1], 1, 2), holdout: f8([0], 1, 1), train_labels: i4([0]), holdout_labels: i4([1]) }),
      {},
      "PREDICTIONS_ARRAYS",
      /has 2 numbers, and one of holdout 1/,
    ],
  ])("refused: %s", async (_, content, options, code, message) => {
    await expect(readIn(content, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});

test("answers in the form that attacks take, or a reason, whatever numbers and shapes there are", async () => {
  const array = fc
    .tuple(fc.nat({ max: 4 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
    .chain(([n, width, chances]) =>
      fc
        .array(chances ? fc.constantFrom(0, 0.5, 1) : fc.double(), { minLength: n * width, maxLength: n * width })
        .map((data) => (width === 1 ? f8(data, n) : f8(data, n, width))),
    );
  const labels = fc.oneof(
    fc.array(fc.nat({ max: 3 }), { maxLength: 4 }).map((data) => i4(data)),
    fc.array(fc.constantFrom("a", "b", ""), { maxLength: 4 }).map((data) => texts(data)),
  );
  await fc.assert(
    fc.asyncProperty(array, array, labels, labels, async (train, holdout, train_labels, holdout_labels) => {
      try {
        const { answers, crowd } = await readIn(npz({ train, holdout, train_labels, holdout_labels }));
        expect(answers.outputs).toBe(crowd.label.kind === "class" ? crowd.label.classes.length : 1);
        expect(answers.perModel[0]).toHaveLength(answers.rows * answers.outputs);
      } catch (error) {
        if (!(error instanceof TelltaleError) || error.code === "WORK_FAILED") throw error;
      }
    }),
    { numRuns: 300 },
  );
});
