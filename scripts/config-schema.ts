/** Writes the JSON Schema of telltale.config.json to docs/; run it with tsx when src/config or the options of a check have changed. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { checks } from "../src/check/index.ts";
import { configJsonSchema } from "../src/config/jsonSchema.ts";

const file = "docs/config.schema.json";
writeFileSync(file, `${JSON.stringify(configJsonSchema(checks), null, 2)}\n`);
execFileSync(process.execPath, ["node_modules/oxfmt/bin/oxfmt", file], { stdio: "inherit" });
