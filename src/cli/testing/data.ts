/** Tables in a folder of their own, and audits of them as training data: quick, in this process, with one store for all. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { type Run, runSchema } from "../../run/schema.ts";
import { type Ended, here } from "./here.ts";

export type Row = { readonly [column: string]: string | number };

export interface DataFiles {
  readonly folder: string;
  /** Writes a text, or rows as a CSV file, and gives its path. */
  readonly file: (name: string, content: string | readonly Row[]) => string;
  readonly audit: (args: readonly string[], check?: string) => Promise<Ended>;
  /** Of an audit that nothing is wrong with. */
  readonly ran: (args: readonly string[], check?: string) => Promise<Run>;
}

export function dataFiles(): DataFiles {
  const folder = mkdtempSync(join(tmpdir(), "telltale-data-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  function file(name: string, content: string | readonly Row[]): string {
    const path = join(folder, name);
    const lines = (rows: readonly Row[]): string[] => rows.map((row) => Object.values(row).join(","));
    const text =
      typeof content === "string"
        ? content
        : `${[Object.keys(content[0] ?? {}).join(","), ...lines(content)].join("\n")}\n`;
    writeFileSync(path, text);
    return path;
  }
  const audit = (args: readonly string[], check = "representation"): Promise<Ended> =>
    here(
      `audit data --preset quick --executor inline --check ${check} --store ${join(folder, "store")}`
        .split(" ")
        .concat(args),
    );
  async function ran(args: readonly string[], check?: string): Promise<Run> {
    const { out, err } = await audit([...args, "--format", "json"], check);
    expect(err).not.toContain("✗");
    return runSchema.parse(JSON.parse(out));
  }
  return { folder, file, audit, ran };
}
