/** data/proxy: how far the other columns give a protected attribute away. A diagnostic. */
import { z } from "zod";
import { nobodyProtected } from "../../subject/data.ts";
import type { Validity } from "../finding.ts";
import type { CheckSpec, Json, Played } from "../types.ts";
import { note } from "./notes.ts";
import { proxyMeasures } from "./proxy/measures.ts";
import { words } from "./proxy/words.ts";
import { type Proxies, proxyWork } from "./proxy/works.ts";

export type ProxyOptions = { readonly rows: number; readonly steps: number };

export const proxy: CheckSpec<"data", ProxyOptions> = {
  id: "data/proxy",
  ...words,
  measure: null,
  options: z.object({
    rows: z.int().min(100).default(20_000).describe("random rows that a model of the attribute is learnt and tried on"),
    steps: z.int().min(0).max(20).default(3).describe("the strongest columns that are taken away, one after the other"),
  }),
  presets: { quick: { rows: 5000, steps: 1 }, thorough: { rows: 100_000, steps: 5 } },
  works: [proxyWork],
  applies({ protected: marked, columns }) {
    if (marked.length === 0) return nobodyProtected;
    return (
      columns.some((name) => !marked.includes(name)) || {
        reason: "no other column describes people",
        remedy: "Give the table with the columns that a model would learn from.",
      }
    );
  },
  estimate({ summary, columns, protected: marked }, { rows: cap, steps }) {
    const people = summary.rows["train"] ?? 0;
    const others = Math.max(1, columns.length - marked.length);
    const learning = 2e-5 * Math.min(cap, people) * Math.max(1, others / 10) * (steps + 1);
    const seconds = 0.2 + marked.length * (2e-6 * people * others + learning);
    return { tasks: 1, seconds, people, outsiders: 0, chance: 0 };
  },
  async play({ subject, options, seed, compute }) {
    const { tables, columns, cast, protected: marked } = subject;
    const others = columns.filter((name) => !marked.includes(name));
    const [found] = await compute(proxyWork, [{ tables, cast: cast.train, columns: others, ...options, seed }]);
    if (!found) throw new Error("compute gives one output for one input");
    return result(found);
  },
};

const result = (found: Proxies): Played => ({
  headline: null,
  measures: proxyMeasures(found),
  reference: "the other columns do not tell the protected one",
  validity: remarks(found),
  curves: [],
  adversary: {},
  facts: { ...found } satisfies { readonly [name: string]: Json },
});

function remarks({ attributes, pairs }: Proxies): Validity[] {
  return [
    ...pairs
      .filter(({ same }) => same)
      .map(({ attribute, other }) =>
        note("same-column", `"${attribute}" and "${other.column}" are the same column under two names.`),
      ),
    ...attributes
      .filter(({ joint }) => joint === null)
      .map(({ attribute, groups }) =>
        note(
          "no-model",
          groups.length < 2
            ? `Fewer than two groups of "${attribute}" have 30 rows. It cannot be given away.`
            : `Too few rows for a model of "${attribute}". Columns were looked at one by one only.`,
        ),
      ),
  ];
}
