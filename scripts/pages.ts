/** The generated parts of the docs, as text, so that a test can see whether they are fresh. */
import { readFileSync } from "node:fs";
import { checks } from "../src/check/index.ts";
import { explain } from "../src/report/explain.ts";

export interface Page {
  readonly file: string;
  readonly text: string;
}

export function pages(): readonly Page[] {
  const list = checks.map((check) => ({ check, name: `${check.id.replaceAll("/", "-")}.md` }));
  const index = list.map(({ check, name }) => `- [\`${check.id}\`](${name}): ${check.question}`).join("\n");
  return [
    {
      file: "docs/checks/README.md",
      text: `# Checks\n\nMade from the checks themselves; \`telltale explain CHECK\` prints the same.\n\n${index}\n`,
    },
    ...list.map(({ check, name }) => ({ file: `docs/checks/${name}`, text: `${explain(check).trim()}\n` })),
  ];
}

const [begin, end] = ["<!-- example -->", "<!-- /example -->"];

/** CONTRIBUTING.md with the example that is compiled and played in the tests. */
export function contributing(text: string): string {
  const example = readFileSync("examples/check/rowOrder.ts", "utf8").trim();
  const [before = "", rest = ""] = text.split(begin);
  const [, after = ""] = rest.split(end);
  return `${before}${begin}\n\`\`\`ts\n${example}\n\`\`\`\n${end}${after}`;
}
