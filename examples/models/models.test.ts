/** The program is run where its libraries are: `TELLTALE_PYTHON` names a Python that has them. The configuration is always read. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { audit } from "../../src/audit.ts";
import { loadConfig, parseConfig } from "../../src/config.ts";
import { census } from "../../src/demo/census.ts";
import { csvOf } from "../../src/demo/csv.ts";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const python = process.env["TELLTALE_PYTHON"] || "python3";

function can(): boolean {
  try {
    execFileSync(python, ["-c", "import sklearn, pandas, skl2onnx"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("the configuration is one that this version understands, and names what the program writes", async () => {
  const { input, source } = await loadConfig(here("telltale.config.json"));
  const { subjects, checks } = parseConfig(input, { source });
  expect(checks["model/membership"]).toEqual({ shadows: 64 });
  const [subject] = subjects;
  if (subject?.kind !== "model") throw new Error("a model is audited");
  const program = readFileSync(here("sklearn_model.py"), "utf8");
  for (const file of [subject.model, subject.train, subject.holdout])
    expect(program).toContain(`"${String(file).split(/[/\\]/).at(-1)}"`);
});

test.skipIf(!can())(
  "a forest of scikit-learn that knows its people by heart is found (it needs sklearn, pandas, skl2onnx)",
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "telltale-example-"));
    try {
      writeFileSync(join(folder, "people.csv"), csvOf(census(600, 1, "example")));
      execFileSync(python, [here("sklearn_model.py"), "people.csv", "occupation"], { cwd: folder });
      copyFileSync(here("telltale.config.json"), join(folder, "telltale.config.json"));
      const { input } = await loadConfig(join(folder, "telltale.config.json"));
      const store = join(folder, ".telltale");
      const { run } = await audit({ ...input, check: ["membership"], store, executor: "inline" });
      expect(run.findings.map(({ check, verdict }) => [check, verdict])).toEqual([["model/membership", "fail"]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
