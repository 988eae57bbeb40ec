/** Two tables column by column (scipy): COMPAS screened in 2013 and in 2014, Adult's two files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { divergences, sharesOf } from "../../src/bias/divergence.ts";
import { homogeneity } from "../../src/bias/representation/goodness.ts";
import type { Line, Validation } from "../types.ts";

interface Categories {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly two_sample_chi2: number;
  readonly p: number;
  readonly TV: number;
  readonly JS_distance_nats: number;
  readonly PSI: number;
}
interface Golden {
  readonly datasets: Readonly<
    Record<string, { readonly drift: { readonly categorical: Readonly<Record<string, Categories>> } }>
  >;
}

export const validate: Validation = async function* (shared): AsyncGenerator<Line> {
  const golden = await Promise.resolve(
    JSON.parse(readFileSync(join(shared, "data/golden-fairness.json"), "utf8")) as Golden,
  );
  for (const [name, { drift }] of Object.entries(golden.datasets))
    for (const [column, of] of Object.entries(drift.categorical)) {
      const found = divergences(sharesOf(of.a), sharesOf(of.b));
      const chi = homogeneity(of.a, of.b);
      const what = `${name} ${column}`;
      yield line(`${what} chi-square`, chi.chiSquare, of.two_sample_chi2);
      yield line(`${what} p`, chi.p, of.p);
      yield line(`${what} total variation`, found.tv, of.TV);
      yield line(`${what} Jensen-Shannon`, found.jsDistanceNats, of.JS_distance_nats);
      // Infinite, where one table has nobody: null here.
      const endless = !Number.isFinite(of.PSI);
      yield line(`${what} PSI`, endless ? Number(found.psi !== null) : found.psi, endless ? 0 : of.PSI);
    }
};

const line = (what: string, ours: number | null, reference: number): Line => ({
  what,
  ours: ours ?? Number.NaN,
  reference,
  allowed: 1e-9,
  why: "rounding",
});
