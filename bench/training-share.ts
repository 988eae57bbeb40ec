/** Our side of the benchmark of training: one process's share of the models. Says when it is loaded, and when it has the data; told to go, it trains, and says how long it took. */
import { once } from "node:events";
import { cnn, lenet } from "../src/learn/networks/cnn.ts";
import { mlp } from "../src/learn/networks/mlp.ts";
import type { Network } from "../src/learn/networks/network.ts";
import { scoreGroup } from "../src/learn/training/score.ts";
import { trainGroup } from "../src/learn/training/train.ts";
import { sample, stream } from "../src/stats/stream.ts";
import type { Labelled } from "./labelled.ts";

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
  /** Seconds, from nothing opened. */
  readonly train: number;
  /** Seconds of the processor. */
  readonly used: number;
  /** Mean over the models, on the rows they were trained on. */
  readonly accuracy: number;
  /** MiB. */
  readonly peak: number;
}

const share = JSON.parse(process.argv[2] ?? "{}") as Share; // as training.ts gives it
process.send?.("loaded");
const [data] = (await once(process, "message")) as [Labelled]; // as training.ts sends it
process.send?.("here");
await once(process, "message");
const time = await timed(share, data);
process.send?.(time, () => process.exit());

async function timed(task: Share, { x, codes }: Labelled): Promise<ShareTime> {
  const start = performance.now();
  const before = process.cpuUsage();
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
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  const accuracies: number[] = [];
  for (const [k, rows] of members.entries()) {
    const [logits] = await scoreGroup(network, trained.slice(k, k + 1), x, rows);
    accuracies.push(logits ? accuracy(logits, rows, { codes, classes: network.outputs }) : NaN);
  }
  return {
    train: (done - start) / 1000,
    used: (user + system) / 1e6,
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
