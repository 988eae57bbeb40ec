/**
 * `tsx bench/training.ts [REPEATS]`: our training and PyTorch 2.15.0 on the same rows, networks and cores, by turns; writes bench/RESULTS-training.md.
 * BENCH_PYTHON names a Python that has torch and pandas; without it, an environment is made and kept.
 */
import { execFileSync, fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { labelledFile, readLabelled } from "./labelled.ts";
import type { Share, ShareTime, Task } from "./training-share.ts";

type Way = "loop" | "batched";
/** As bench/torch.py prints it. */
interface Time {
  /** Wall time of training, per model and step. */
  readonly ms: number;
  /** Of the processor, in milliseconds of one core: other work on the machine hardly counts. */
  readonly processor: number;
  /** Of reading, per run. */
  readonly load: number;
  readonly accuracy: number;
  /** MiB of the greatest process. */
  readonly peak: number;
}
interface Peer {
  readonly way: Way;
  readonly adam: "default" | "foreach" | "fused";
  readonly processes: number;
  readonly threads: number;
}
/** How many times as fast as PyTorch we mean to be. */
type Targets = { readonly [way in Way]?: number };

const repeats = Number(process.argv[2] ?? 3);
const versions = ["torch==2.15.0", "pandas==3.1.1"];
const cores = availableParallelism();
const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
try {
  const python = peerPython();
  const rows: string[] = [];
  const all: string[] = [];
  for (const { task, targets } of tasks()) {
    const found = await measured(task, targets, python);
    rows.push(...found.rows);
    all.push(...found.all);
  }
  const report = `# Benchmark of training

Written by \`tsx bench/training.ts\`: wall time on all ${cores} cores, best of ${repeats}, by turns; time of the processor, beside it, is of one core, and hardly changed by other work on the machine. A model-step is one step of Adam of one model. A whole run is reading the CSV file and training all models for all epochs; PyTorch's is what its shorter runs come to: its reading and its milliseconds times all model-steps. Starting Node and loading our code, and starting Python and loading PyTorch (seconds), is not counted; building our graphs and opening them is. telltale runs whole, in a process for each core, and reads once for all; accuracies are of runs of different lengths.
PyTorch ${versions.join(", ")}: a loop over models, or all models of a process at once (baddbmm; convolutions by groups), each in one process with ${cores} threads and in ${cores} processes with one, with the kinds of Adam that suit; the table shows the plain one (one process; PyTorch's own Adam, foreach for all models at once) and the fastest, the list below all of them. Two threads of one process wait for each other at every small operation: on a machine that does anything else they are slower by far than two processes.

Machine: ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}.

| | PyTorch | telltale | ratio | target | whole run: PyTorch | telltale | ratio | peak: PyTorch | telltale |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}

| all | ms per model-step | ms of the processor | accuracy on the rows trained on | peak |
| --- | ---: | ---: | ---: | ---: |
${all.join("\n")}
`;
  writeFileSync(fileURLToPath(new URL("RESULTS-training.md", import.meta.url)), report);
  console.log(report);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** As many processes as cores, models shared out among them; the file is read once, and sent to all of them. All train at once, with our code loaded. */
async function ours(task: Task): Promise<Time> {
  const program = fileURLToPath(new URL("training-share.ts", import.meta.url));
  const shares = Array.from({ length: cores }, (_, at): Share => ({
    ...task,
    first: Math.round((task.models * at) / cores),
    end: Math.round((task.models * (at + 1)) / cores),
  }));
  const children = shares.map((share) => fork(program, [JSON.stringify(share)], { serialization: "advanced" }));
  const heard = () =>
    Promise.all(
      children.map(
        (child) =>
          new Promise<unknown>((resolve, reject) => {
            child.once("message", resolve);
            child.once("exit", () => reject(new Error("A process of ours has ended")));
          }),
      ),
    );
  await heard();
  const start = performance.now();
  const data = await readLabelled(task);
  const arrived = heard();
  for (const child of children) child.send(data);
  await arrived;
  const load = (performance.now() - start) / 1000;
  const trained = heard();
  for (const child of children) child.send("go");
  const found = (await trained) as ShareTime[]; // as training-share.ts sends them
  const most = (of: (time: ShareTime) => number): number => Math.max(...found.map(of));
  const right = found.reduce(
    (sum, { accuracy }, i) => sum + accuracy * ((shares[i]?.end ?? 0) - (shares[i]?.first ?? 0)),
    0,
  );
  return {
    ms: (1000 * most(({ train }) => train)) / stepsOf(task),
    load,
    processor: (1000 * found.reduce((sum, { used }) => sum + used, 0)) / stepsOf(task),
    accuracy: right / task.models,
    peak: most(({ peak }) => peak),
  };
}

function stepsOf({ models, epochs, rows, batch }: Task): number {
  return models * epochs * Math.ceil(rows / batch);
}

function tasks(): readonly { readonly task: Task; readonly targets: Targets }[] {
  const location = { name: "location30/location30.csv.gz", rows: 5010, features: 446, classes: 30 };
  const small = { rows: 1100, features: 48, classes: 2 };
  const images = { name: "digits/mnist3000.csv.gz", rows: 3000, features: 784, classes: 10 };
  return [
    {
      task: {
        network: "446-128(tanh)-30",
        file: labelledFile(location, folder),
        scale: 1,
        batch: 64,
        rows: 2000,
        models: 64,
        epochs: 50,
      },
      targets: { loop: 8, batched: 1.2 },
    },
    {
      task: {
        network: "48-32-16-8-2 (relu)",
        file: labelledFile(small, folder),
        scale: 1,
        batch: 32,
        rows: 1100,
        models: 1000,
        epochs: 40,
      },
      targets: { loop: 8, batched: 1.2 },
    },
    {
      task: {
        network: "LeNet",
        file: labelledFile(images, folder),
        scale: 255,
        batch: 64,
        rows: 1500,
        models: 16,
        epochs: 10,
      },
      targets: { loop: 1 },
    },
  ];
}

/** The peers that are tried: which is fastest depends on the network and on how quiet the machine is. */
function peersOf(targets: Targets): readonly Peer[] {
  const shares = [
    { processes: 1, threads: cores },
    { processes: cores, threads: 1 },
  ];
  const kinds = { loop: ["default", "fused"], batched: ["foreach", "fused"] } as const;
  return (["loop", "batched"] as const)
    .filter((way) => targets[way] !== undefined)
    .flatMap((way) => kinds[way].flatMap((adam) => shares.map((share): Peer => ({ way, adam, ...share }))));
}

/** Runs of the peer last seconds, with fewer models and epochs than the whole; time per model-step does not depend on them. */
function shortened(task: Task, { way }: Peer): Task {
  if (way === "batched") return { ...task, models: Math.min(task.models, 128), epochs: 2 };
  return { ...task, models: 2 * cores, epochs: 2 };
}

async function measured(task: Task, targets: Targets, python: string): Promise<{ rows: string[]; all: string[] }> {
  const peers = peersOf(targets).map((peer) => ({ peer, times: [] as Time[] }));
  const us: Time[] = [];
  for (let turn = 0; turn < repeats; turn++) {
    us.push(await ours(task));
    for (const { peer, times } of peers) times.push(runPeer(task, peer, python));
  }
  const mine = best(us);
  const rows = (["loop", "batched"] as const).flatMap((way) => {
    const rivals = peers.filter(({ peer }) => peer.way === way).map(({ peer, times }) => ({ peer, time: best(times) }));
    const fastest = rivals.toSorted((a, b) => a.time.ms - b.time.ms).slice(0, 1);
    const target = targets[way];
    if (target === undefined) return [];
    const shown = [...new Set([...rivals.filter(({ peer }) => isPlain(peer)), ...fastest])];
    return shown.map((rival) => rowOf(task, rival, mine, target));
  });
  const listed = [{ name: "telltale", times: us }, ...peers.map(({ peer, times }) => ({ name: named(peer), times }))];
  const all = listed.map(({ name, times }) => {
    const { ms, processor, accuracy, peak } = best(times);
    return `| ${task.network}, ${name} | ${ms.toPrecision(3)} | ${processor.toPrecision(3)} | ${accuracy.toFixed(3)} | ${peak.toFixed(0)} MiB |`;
  });
  return { rows, all };
}

/** As the targets name it, and as it is mostly written: one process, PyTorch's own Adam for a loop, foreach for all models at once. */
function isPlain({ way, adam, processes }: Peer): boolean {
  return processes === 1 && adam === (way === "loop" ? "default" : "foreach");
}

function rowOf(
  task: Task,
  { peer, time }: { readonly peer: Peer; readonly time: Time },
  mine: Time,
  target: number,
): string {
  const whole = ({ load, ms }: Time): number => load + (ms * stepsOf(task)) / 1000;
  const cells = [
    `${task.network}, batch ${task.batch}, ${task.models} models × ${task.epochs} epochs of ${task.rows} rows, against ${named(peer)}`,
    `${time.ms.toPrecision(3)} ms`,
    `${mine.ms.toPrecision(3)} ms`,
    `${(time.ms / mine.ms).toFixed(1)} ×`,
    `${target} ×`,
    `${whole(time).toFixed(1)} s`,
    `${whole(mine).toFixed(1)} s`,
    `${(whole(time) / whole(mine)).toFixed(1)} ×`,
    `${time.peak.toFixed(0)} MiB`,
    `${mine.peak.toFixed(0)} MiB`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function best(times: readonly Time[]): Time {
  const [first] = times.toSorted((a, b) => a.ms - b.ms);
  if (!first) throw new Error("Nothing was measured");
  return first;
}

function named({ way, adam, processes, threads }: Peer): string {
  const how = way === "loop" ? "a loop over models" : "all models at once";
  return `${how}, Adam ${adam}, ${processes} × ${threads} threads`;
}

function runPeer(task: Task, peer: Peer, python: string): Time {
  const program = fileURLToPath(new URL("torch.py", import.meta.url));
  const job = JSON.stringify({ ...shortened(task, peer), ...peer });
  // -I: or the program, by its name, would stand for the package.
  const out = execFileSync(python, ["-I", "-W", "ignore", program, job], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as Time; // as torch.py prints it
}

/** Of BENCH_PYTHON, or of an environment of its own, which is kept between runs. */
function peerPython(): string {
  const given = process.env["BENCH_PYTHON"];
  if (given) return given;
  const environment = join(tmpdir(), `telltale-bench-${versions.join("-")}`);
  const python = join(environment, "bin", "python");
  if (!existsSync(join(environment, "ready"))) {
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...versions], {
      stdio: "inherit",
    });
    writeFileSync(join(environment, "ready"), "");
  }
  return python;
}
