/** Which attacks were not played, and why: a line for each reason, and once what would help. */
import type { Finding, Validity } from "../../check/finding.ts";
import { notPlayed } from "./attacks.ts";
import { sentenceEnd } from "./names.ts";

/** How checks begin what they say of shadow models that cannot be had. */
const lacking = " There are no shadow models: ";

/** An attack that was left out of a suite of which others were played. */
export const isLeftOut = ({ code, effect }: Validity): boolean => code === "attacks-left-out" && effect === "note";

export function leftOutWords(findings: readonly Finding[]): {
  readonly lines: readonly string[];
  readonly remedy: string;
} {
  const said = findings.flatMap(({ validity }) => validity.filter(isLeftOut).map(({ message }) => notPlayed(message)));
  const lines = said.map((text) => {
    const [first = text] = text.split(lacking);
    return sentenceEnd(first.replace(/^Not played: /, ""));
  });
  const remedies = said.flatMap((text) => {
    const at = text.indexOf(lacking);
    return at < 0 ? [] : [sentenceEnd(text.slice(at + 1))];
  });
  return { lines: [...new Set(lines)], remedy: [...new Set(remedies)].join(" ") };
}
