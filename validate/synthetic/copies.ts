/** Copies: what is known of the tables by construction, and SDMetrics' NewRowSynthesis (rows that match within 1 % of the range). */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { copies, copiesWork } from "../../src/check/synthetic/copies.ts";
import { readSet, sets } from "../audited.ts";
import type { Line, Validation } from "../types.ts";

interface Golden {
  readonly sdmetrics: readonly {
    readonly dataset: string;
    readonly metric: string;
    readonly value: { readonly num_matched_rows: number };
  }[];
}

/** DATA.md: 99 rows of flip30 equal a row of train and none a row of the holdout; of "mostly" none at all. */
const known = { census2k_syn_flip30: 99, census2k_syn_mostly: 0 };

export const validateCopies: Validation = async function* (shared): AsyncGenerator<Line> {
  const text = await readFile(join(shared, "data/golden.json"), "utf8");
  const golden = JSON.parse(text.replaceAll(/: NaN\b/g, ": null")) as Golden; // Python's own JSON
  for (const [name, copied] of Object.entries(known)) {
    const files = sets[name];
    if (!files) throw new Error(`no set ${name}`);
    const audited = await readSet(shared, files);
    const { subject, compute } = audited;
    const input = { tables: subject.tables, columns: subject.columns, key: subject.key, near: true };
    const [found] = await compute(copiesWork, [input]);
    if (!found) throw new Error("compute gives one output for one input");
    const line = (what: string, ours: number | null | undefined, reference: number): Line => ({
      what: `${name}: ${what}`,
      ours: ours ?? Number.NaN,
      reference,
      allowed: 0,
      why: "",
    });
    yield line("synthetic rows that equal a row of train", found.rows.train, copied);
    yield line("synthetic rows that equal a row of the holdout", found.rows.holdout, 0);
    const played = await audited.play(copies);
    yield { ...line("excess", played.headline?.estimate.value, copied / 2000), allowed: 1e-12, why: "rounding" };
    const peer = golden.sdmetrics.find(({ dataset, metric }) => dataset === name && metric === "NewRowSynthesis");
    if (peer) yield line("rows that SDMetrics matches within 1 %", found.rows.train, peer.value.num_matched_rows);
  }
};
