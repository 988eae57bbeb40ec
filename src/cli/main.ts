#!/usr/bin/env node
/** The command line. Nothing is loaded before it is known what is asked for, so that --help and --version answer at once. */
import { quick } from "./quick.ts";

const argv = process.argv.slice(2);
const answered = quick(argv);
if (answered === null) {
  const { outliveReaders, start } = await import("./start.ts");
  outliveReaders();
  process.exitCode = await start(argv);
} else process.exitCode = answered;
