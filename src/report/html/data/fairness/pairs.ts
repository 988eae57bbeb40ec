/** Which groupings are of two attributes at once, where a finding does not say so itself. */
import type { Fair } from "../../../../check/data/fairness/works.ts";

export function pairsOf({ classes, means }: Fair): (attribute: string) => boolean {
  const all = [...classes.flatMap(({ rates }) => rates), ...means].flatMap(({ by }) => [...by]);
  const pairs = new Set(all.filter(({ crossed }) => crossed).map(({ attribute }) => attribute));
  return (attribute) => pairs.has(attribute);
}
