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
