/** Writes what is generated in the docs: a page for each check, and the worked example of CONTRIBUTING.md. Run it with tsx when a check has changed. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { contributing, pages } from "./pages.ts";

mkdirSync("docs/checks", { recursive: true });
for (const { file, text } of pages()) writeFileSync(file, text);
writeFileSync("CONTRIBUTING.md", contributing(readFileSync("CONTRIBUTING.md", "utf8")));
