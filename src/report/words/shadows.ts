/** Whether more shadow models would show more, in sentences. */
import type { Curve, Finding } from "../../check/finding.ts";
import { attackName } from "./attacks.ts";
import { measureName } from "./limits.ts";
import { capital } from "./names.ts";
import { advantage, decimal, integer, limit as written } from "./numbers.ts";

/** With which attack more of them are tried (check/model/by-shadows.ts); older runs do not say it. */
export function curveAttack({ facts }: Finding): string {
  const id = facts["byShadows"];
  return typeof id === "string" ? attackName(id) : "the attack named";
}

/** "Advantage, LiRA online"; "Advantage" where subjects have curves of several attacks. */
export function byShadowsTitle(measure: string, findings: readonly Finding[]): string {
  const attacks = new Set(findings.map(curveAttack));
  const [only] = attacks;
  return `${capital(measureName(measure))}${attacks.size === 1 && only !== undefined ? `, ${only}` : ""}`;
}

/** What the last doubling has changed, and from how many on the limit was exceeded anyway. */
export function shadowSentences(
  { points }: Curve,
  { attack, limit }: { readonly attack: string; readonly limit: number | null },
): string {
  const last = points.at(-1);
  const half = points.findLast(({ x }) => last && x <= last.x / 2);
  if (!last || !half) return "";
  const gain = last.value - half.value;
  const wide = (last.high - last.low) / 2;
  const from = limit === null ? undefined : points.find(({ low }) => low > limit);
  const first = `With ${integer(last.x)} models ${attack} reaches ${advantage(last.value)}, with ${integer(half.x)} it reached ${advantage(half.value)}.`;
  const second =
    gain < wide
      ? `The difference of ${decimal(Math.abs(gain), 3)} is smaller than what either can be known to: many more would hardly show more.`
      : "It still grows: more of them may show more.";
  const third =
    from === undefined || limit === null
      ? ""
      : ` The limit of ${written(limit)} was exceeded ${from.x === points[0]?.x ? `with ${integer(from.x)} already` : `from ${integer(from.x)} on`}.`;
  return `${first} ${second}${third}`;
}
