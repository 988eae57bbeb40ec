/** The panel of each check of training data: what its numbers look like, instead of a list of them. */
import type { Finding } from "../../../check/finding.ts";
import type { Markup } from "../markup.ts";
import { aggregation } from "./aggregation.ts";
import { drift } from "./drift.ts";
import { duplicates } from "./duplicates.ts";
import { fairness } from "./fairness.ts";
import { label } from "./label.ts";
import { measurement } from "./measurement.ts";
import { missingness } from "./missingness.ts";
import { proxy } from "./proxy.ts";
import { representation } from "./representation.ts";
import { sources } from "./sources.ts";
import { subgroups } from "./subgroups.ts";
import { tradeoff } from "./tradeoff.ts";

type Panel = (finding: Finding, beside: readonly Finding[]) => Markup | null;

const panels: { readonly [check: string]: Panel } = {
  "data/representation": representation,
  "data/label": label,
  "data/missingness": missingness,
  "data/measurement": measurement,
  "data/proxy": proxy,
  "data/aggregation": aggregation,
  "data/duplicates": duplicates,
  "data/drift": drift,
  "data/fairness": fairness,
  "data/tradeoff": tradeoff,
  "data/subgroups": subgroups,
  "data/sources": sources,
};

/** `beside`: all findings of the same table. Null: the check has no panel of its own, or nothing was measured. */
export const dataPanel = (finding: Finding, beside: readonly Finding[]): Markup | null =>
  panels[finding.check]?.(finding, beside) ?? null;
