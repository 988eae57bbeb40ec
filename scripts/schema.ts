/** Writes the JSON Schema of run.json to docs/; run it with tsx when src/run/schema.ts or src/check/finding.ts has changed. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { runJsonSchema } from "../src/run/jsonSchema.ts";

const file = "docs/run.schema.json";
writeFileSync(file, `${JSON.stringify(runJsonSchema(), null, 2)}\n`);
execFileSync(process.execPath, ["node_modules/oxfmt/bin/oxfmt", file], { stdio: "inherit" });
