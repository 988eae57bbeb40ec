/** A measure as a finding has it, of a hundred rows. */
import type { Finding } from "../../check/finding.ts";

type Measure = Finding["measures"][number];

export const measure = (
  id: string,
  of: Measure["of"] | undefined,
  [value, low, high]: readonly [number, number, number],
): Measure => ({ id, ...(of && { of }), value, low, high, confidence: 0.95, n: 100, status: "ok" });
