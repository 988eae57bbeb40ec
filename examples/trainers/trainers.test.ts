/** The examples are run where their libraries are: `TELLTALE_PYTHON` names a Python that has them. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { quality, shadow } from "../../src/learn/shadow.ts";
import { openHouse, pooled } from "../../src/learn/shadow/testing/house.ts";
import { letters, numbers, range } from "../../src/learn/testing/made.ts";
import { commandSpec } from "../../src/learn/trainers/command/identify.ts";
import { stream } from "../../src/stats/stream.ts";
import type { Column } from "../../src/table/types.ts";

const python = process.env["TELLTALE_PYTHON"] || "python3";

function has(modules: string): boolean {
  try {
    execFileSync(python, ["-c", `import ${modules}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const s = stream(1, "examples", "trainers");
const x = range(120).map(() => s.normal());
const bits = x.map((value) => (value > 0 ? 1 : 0));
/** The label is known from the first column, but for the numbers that are missing in it; the second one is "NA" or missing. */
const columns: readonly Column[] = [
  numbers(
    "a, number",
    x.map((value, i) => (i % 20 === 0 ? NaN : value)),
  ),
  {
    ...letters(
      "text",
      range(120).map((i) => (i % 3) - 1),
      2,
    ),
    labels: ["NA", 'say "x"'],
  },
  numbers("nothing", range(120).fill(NaN)),
  { ...letters("label", bits, 2), labels: ["no", "yes, indeed"] },
];

const examples = [
  ["sklearn_trainer.py", "sklearn, pandas"],
  ["torch_trainer.py", "torch"],
] as const;
for (const [file, modules] of examples) {
  const trainer = commandSpec([python, fileURLToPath(new URL(file, import.meta.url))]);
  const can = has(modules);

  test.skipIf(!can)(`${file} learns classes (it needs ${modules})`, { timeout: 120_000 }, async () => {
    const house = openHouse();
    const made = await shadow(house.computer, { trainer, data: await pooled(house, columns), models: 2, seed: 1 });
    const { measure, meanTrain, meanTest } = await quality(house.computer, made);
    expect(measure).toBe("accuracy");
    expect(meanTrain).toBeGreaterThan(0.9);
    expect(meanTest).toBeGreaterThan(0.85);
  });

  test.skipIf(!can)(`${file} learns numbers (it needs ${modules})`, { timeout: 120_000 }, async () => {
    const house = openHouse();
    const linear = [
      ...columns.slice(1, 3),
      numbers("x", x),
      numbers(
        "label",
        x.map((value) => 1e5 + 2e4 * value),
      ),
    ];
    const made = await shadow(house.computer, { trainer, data: await pooled(house, linear), models: 2, seed: 1 });
    const { measure, meanTest } = await quality(house.computer, made);
    expect(measure).toBe("r2");
    expect(meanTest).toBeGreaterThan(0.85);
  });
}
