import { expect, test } from "vitest";
import { inline, markdown } from "./markdown.ts";
import { variants } from "./testing/variants.ts";

test("a comment: the sentence, a table, how many limits were kept", () => {
  expect(markdown(variants["both"]?.() ?? expect.fail())).toMatchSnapshot();
});

test("names bring no links, mentions, HTML or cells", () => {
  expect(inline("a|b `c` [d](javascript:x) @everyone <img> https://x.y")).toBe(
    String.raw`a\|b \`c\` \[d\](javascript:x) @​everyone &lt;img&gt; https:​//x.y`,
  );
  const text = markdown(variants["hostile"]?.() ?? expect.fail());
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = rows.map((row) => row.replaceAll(String.raw`\|`, "").split("|").length);
  expect(new Set(cells).size).toBe(1);
  expect(text).not.toMatch(/<(?!\/?(br|sub)>)/);
});

test("a row for each limit, one for what is never judged, and a table of candidates", () => {
  const text = markdown(variants["whole"]?.() ?? expect.fail());
  const rows = text.split("\n").filter((line) => line.startsWith("| flip30 |"));
  expect(rows.length).toBe(7);
  expect(rows.find((line) => line.includes("found at 1"))).toMatch(/\| 0\.030 \| ◆ \*\*leak\*\* \|$/);
  expect(rows.at(-1)).toContain("○ no verdict<br>diagnostic only");
  expect(text).toMatch(
    /\| `synthetic\/inference` age \(nearest\), clearest of 30 \| flip30 minus mostly \| 0\.245 \(excess\) \|/,
  );
});
