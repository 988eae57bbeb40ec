/** What is answered from static text: help, the version, and nothing at all. */
import { readFileSync } from "node:fs";
import { helpFor, overview } from "./help.ts";
import { openTerminal } from "./terminal.ts";
import { verbs } from "./verbs.ts";

/** The exit code; null: it is a matter for `start`. */
export function quick(argv: readonly string[]): number | null {
  const terminal = openTerminal();
  const [first, second] = argv;
  const end = argv.indexOf("--");
  const flags = end < 0 ? argv : argv.slice(0, end);
  if (first === undefined) {
    terminal.err(overview(terminal.errStyle));
    return 2;
  }
  if (first === "--version" || first === "-V") {
    terminal.out(`${versionHere()}\n`);
    return 0;
  }
  const asked = first === "help" ? second : first;
  if (first !== "help" && !flags.some((flag) => flag === "--help" || flag === "-h")) return null;
  if (asked === undefined || asked.startsWith("-")) {
    terminal.out(overview(terminal.outStyle));
    return 0;
  }
  const verb = verbs.find(({ name }) => name === asked);
  if (!verb) return null;
  terminal.out(helpFor(verb, terminal.outStyle));
  return 0;
}

function versionHere(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
