import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isDead, newFolder, until } from "../../../run/testing/look.ts";
import { openGuard } from "./guard.ts";

const node = process.execPath;
/** Starts a child, writes both process ids to a file, and then does what is said. */
const family = (file: string, then: string): readonly string[] => [
  node,
  "-e",
  `process.on("SIGTERM", () => {});
  const child = require("node:child_process").spawn(process.execPath, ["-e", 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { stdio: "inherit" });
  require("node:fs").writeFileSync(${JSON.stringify(file)}, process.pid + " " + child.pid);
  ${then}`,
];
const forever = "setInterval(() => {}, 1000);";
const pids = (file: string): readonly number[] => readFileSync(file, "utf8").split(" ").map(Number);

test("tells how a program ended, and the last it said on both channels", async () => {
  const folder = newFolder();
  await using guard = openGuard(folder);
  const ended = await guard.run(
    [node, "-e", 'console.log("x".repeat(9000)); console.error("last"); process.exitCode = 7'],
    60,
  );
  expect(ended).toMatchObject({ how: "exit", code: 7, signal: null });
  expect(ended.words).toHaveLength(4000);
  expect(ended.words).toMatch(/x\nlast\n$|x\n$/); // two channels have no order between them
});

test("a program that is not there is told apart", async () => {
  await using guard = openGuard(newFolder());
  expect(await guard.run(["/no/such/program"], 60)).toMatchObject({ how: "not started", code: "ENOENT" });
});

test("a program that hangs is killed with all that it started, whatever they make of SIGTERM; its folder is deleted", async () => {
  const folder = newFolder();
  const file = join(newFolder(), "pids");
  {
    await using guard = openGuard(folder);
    expect(await guard.run(family(file, forever), 0.5)).toMatchObject({ how: "late" });
    await until(() => pids(file).every(isDead));
    expect(existsSync(folder)).toBe(true);
  }
  expect(existsSync(folder)).toBe(false);
});

test("children that are left behind do not outlive their parent", async () => {
  const file = join(newFolder(), "pids");
  await using guard = openGuard(newFolder());
  expect(await guard.run(family(file, "process.exit(0)"), 60)).toMatchObject({ how: "exit", code: 0 });
  await until(() => pids(file).every(isDead));
});

test("when whoever asked is killed, the program ends and the folder is deleted", async () => {
  const folder = mkdtempSync(join(newFolder(), "task-"));
  const file = join(newFolder(), "pids");
  const script = join(newFolder(), "asks.mts");
  const module = JSON.stringify(new URL("./guard.ts", import.meta.url).href);
  const command = JSON.stringify(family(file, forever));
  writeFileSync(
    script,
    `import { openGuard } from ${module}; await openGuard(${JSON.stringify(folder)}).run(${command}, 600);`,
  );
  const asker: ChildProcess = spawn(node, ["--import", import.meta.resolve("tsx"), script], { stdio: "inherit" });
  await until(() => existsSync(file) && readFileSync(file, "utf8").includes(" ") && pids(file).length === 2);
  asker.kill("SIGKILL");
  await until(() => pids(file).every(isDead) && !existsSync(folder));
  rmSync(folder, { recursive: true, force: true });
  expect(pids(file)).toHaveLength(2);
});
