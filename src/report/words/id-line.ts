/** The line under a panel's question: who was played on, and with which options. */
import type { Counts, Finding } from "../../check/finding.ts";
import { headlineCounts } from "./games.ts";
import { wordsOfCheck } from "./kinds.ts";
import { short } from "./names.ts";
import { counted, integer } from "./numbers.ts";

/** "2 000 people in the data, 2 000 outside"; a range where the subjects differ. */
export function players(findings: readonly Finding[]): string {
  const counts = findings.flatMap((finding) => headlineCounts(finding) ?? []);
  const inside = counts.map(peopleIn);
  const outside = counts.flatMap((one) =>
    one.design === "independent" || one.design === "scores" ? [one.controlN] : [],
  );
  if (inside.length === 0) return "";
  if (counts.every(({ design }) => design === "paired"))
    return `${range(inside)} descriptions, each tried inside and outside the data`;
  if (counts.every(({ design }) => design === "gap"))
    return `${range(findings.flatMap(({ headline }) => headline?.counts.length ?? []))} gaps between groups, one by each attribute and rate`;
  const { within } = wordsOfCheck(findings[0]?.check ?? "");
  return `${range(inside)} people ${within}, ${outside.length > 0 ? `${range(outside)} outside` : "none outside"}`;
}

/** Of a gap: everybody whose group is compared. */
const peopleIn = (counts: Counts): number =>
  counts.design === "gap" ? counts.groups.reduce((sum, { n }) => sum + n, 0) : counts.n;

function range(numbers: readonly number[]): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low === high ? integer(low) : `${integer(low)} to ${integer(high)}`;
}

/** "k = 1, splits = 5": options with a plain value; lists are counted. */
export function options(finding: Finding): string {
  return Object.entries(finding.options)
    .flatMap(([name, value]) => {
      if (value === null || value === "") return [];
      if (Array.isArray(value))
        return value.length > 0 ? [`${name}: ${counted(value.length, "entry", "entries")}`] : [];
      if (typeof value === "object") return [];
      return [
        `${name} = ${typeof value === "number" && Number.isInteger(value) ? integer(value) : short(String(value), 30)}`,
      ];
    })
    .join(", ");
}
