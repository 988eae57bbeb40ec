/** Our side of the benchmark of training: one process's share of the models. Loads, says so, waits for a word, reads the file, trains, and says how long it took. */
import { cnn, lenet } from "../src/learn/networks/cnn.ts";
import { mlp } from "../src/learn/networks/mlp.ts";
import type { Network } from "../src/learn/networks/network.ts";
import { scoreGroup } from "../src/learn/training/score.ts";
import { trainGroup } from "../src/learn/training/train.ts";
import { sample, stream } from "../src/stats/stream.ts";
import { read } from "../src/table/read.ts";
import { identify } from "../src/table/source.ts";

/** What is trained: the same for us and for the peer. */
export interface Task {
  readonly network: "446-128(tanh)-30" | "48-32-16-8-2 (relu)" | "LeNet";
  /** CSV with a column "label"; the other columns are divided by scale. */
  readonly file: string;
  readonly scale: number;
  readonly batch: number;
  /** Of each model, drawn at random. */
  readonly rows: number;
  /** Of the whole run that the figures are about. */
  readonly models: number;
  readonly epochs: number;
}
/** Models first to end - 1 of the task. */
export interface Share extends Task {
  readonly first: number;
  readonly end: number;
}
export interface ShareTime {
  /** Seconds. */
  readonly load: number;
  /** Seconds, from nothing opened. */
  readonly train: number;
  /** Mean over the models, on the rows they were trained on. */
  readonly accuracy: number;
  /** MiB. */
  readonly peak: number;
}

const share = JSON.parse(process.argv[2] ?? "{}") as Share; // as training.ts gives it
process.once("message", () => void timed(share).then((time) => process.send?.(time, () => process.exit())));
process.send?.("ready");

async function timed(task: Share): Promise<ShareTime> {
  const start = performance.now();
  const { x, codes } = await labelled(task);
  const loaded = performance.now();
  const numbers = Array.from({ length: task.end - task.first }, (_, i) => task.first + i);
  const members = numbers.map((k) => sample(codes.length, task.rows, stream(1, "bench", "members", k)));
  const network = networkOf(task.network);
  const trained = await trainGroup({
    network,
    recipe: { epochs: task.epochs, batch: task.batch, optimiser: { kind: "adam", rate: 0.001 } },
    x,
    goal: { kind: "class", codes, classes: network.outputs },
    members,
    names: numbers.map((k) => ["bench", k]),
  });
  const done = performance.now();
  const peak = process.resourceUsage().maxRSS / 1024;
  const accuracies: number[] = [];
  for (const [k, rows] of members.entries()) {
    const [logits] = await scoreGroup(network, trained.slice(k, k + 1), x, rows);
    accuracies.push(logits ? accuracy(logits, rows, { codes, classes: network.outputs }) : NaN);
  }
  return {
    load: (loaded - start) / 1000,
    train: (done - loaded) / 1000,
    accuracy: accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length,
    peak,
  };
}

function networkOf(name: Task["network"]): Network {
  if (name === "LeNet") return cnn({ channels: 1, height: 28, width: 28 }, 10, lenet);
  return name === "446-128(tanh)-30"
    ? mlp(446, 30, { hidden: [128], activation: "tanh" })
    : mlp(48, 2, { hidden: [32, 16, 8] });
}

async function labelled({ file, scale }: Task): Promise<{ readonly x: Float32Array; readonly codes: Int32Array }> {
  const nothing = { get: () => Promise.reject(new Error("reading needs nothing")) };
  const tables = await read.run({ sources: [await identify("train", file)], types: {} }, nothing);
  const columns = tables["train"]?.columns ?? [];
  const features = columns.filter(({ name }) => name !== "label");
  const label = columns.find(({ name }) => name === "label");
  if (label?.kind !== "number") throw new Error("There is no column of labels");
  const codes = Int32Array.from(label.values);
  const x = new Float32Array(codes.length * features.length);
  for (const [at, column] of features.entries()) {
    if (column.kind !== "number") throw new Error(`${column.name} is not a number`);
    for (let row = 0; row < codes.length; row++) x[row * features.length + at] = column.values[row]! / scale;
  }
  return { x, codes };
}

function accuracy(
  logits: Float32Array,
  rows: Uint32Array,
  { codes, classes }: { readonly codes: Int32Array; readonly classes: number },
): number {
  const right = rows.filter((row, i) => {
    const own = logits.subarray(i * classes, (i + 1) * classes);
    return own.indexOf(Math.max(...own)) === codes[row];
  });
  return right.length / rows.length;
}
