/** Which telltale this is, and on what it runs. */
import { createRequire } from "node:module";
import { read } from "./table/read.ts";
import { engineMissing } from "./error.ts";
import type { AnyWork } from "./work.ts";

const require = createRequire(import.meta.url);
const versionOf = (name: string): string => (require(name) as { readonly version: string }).version;

export const version = versionOf("../package.json");
export const platform = { node: process.version, platform: `${process.platform} ${process.arch}` } as const;

/** The packages whose version changes results. @throws TelltaleError ENGINE_MISSING */
export function enginesOf(works: readonly Pick<AnyWork, "engines">[]): Readonly<Record<string, string>> {
  const names = new Set([read, ...works].flatMap(({ engines = [] }) => engines));
  return Object.fromEntries([...names].toSorted().map((name) => [name, installed(name)]));
}

function installed(name: string): string {
  try {
    return versionOf(`${name}/package.json`);
  } catch (error) {
    throw engineMissing(name, error);
  }
}
