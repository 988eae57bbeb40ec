/** "Is the measurement sound?": the validity of a finding as an answer, with the same remark about many columns said once. */
import type { Finding, Validity } from "../../check/finding.ts";
import { games, nameOf, suiteOf } from "./games.ts";
import { notPlayed } from "./attacks.ts";
import { wordsOfCheck } from "./kinds.ts";
import { isDiagnostic } from "./limits.ts";
import { isLeftOut } from "./left.ts";
import { few, sentenceEnd } from "./names.ts";
import { advantage, integer, interval } from "./numbers.ts";

export interface Sound {
  /** "Yes.", "Yes, with remarks.", "Only in part.", "No." */
  readonly answer: string;
  readonly remarks: readonly string[];
}

export function soundness(finding: Finding): Sound {
  const { validity, verdict, headline } = finding;
  const remarks = [...grouped(finding), ...reshuffled(finding), ...unseen(finding)];
  if (verdict === "error") return { answer: "Not known: the check ended in an error.", remarks };
  if (verdict === "not-applicable") return { answer: "Nothing was measured.", remarks };
  if (isDiagnostic(finding))
    return remarks.length > 0
      ? { answer: "It is only a description.", remarks }
      : { answer: "It is only a description: nothing is held against a limit.", remarks };
  const effects = new Set(validity.filter(isOwn).map(({ effect }) => effect));
  if (effects.has("blocks")) return { answer: "No.", remarks };
  if (effects.has("blocks-fail"))
    return { answer: "Only in part: it can show that the limit is kept, but not that it is broken.", remarks };
  if (headline === null && remarks.length === 0) return { answer: "Nothing was measured.", remarks };
  return { answer: effects.size > 0 ? "Yes, with a remark." : "Yes. Nothing speaks against the comparison.", remarks };
}

/** What is left out is said where attacks are compared, unless there were none. */
const isOwn = (one: Validity): boolean => !isLeftOut(one);

/** One line for each code and message; the games that it is about are named. */
function grouped(finding: Finding): string[] {
  const { validity } = finding;
  const suite = suiteOf(finding);
  const all = games(finding).length;
  const about = (names: readonly string[]): string =>
    suite !== null && names.length > 1 && names.length === all
      ? `Every ${suite}`
      : `${suite === "split" ? `split${names.length > 1 ? "s" : ""} ` : ""}${few(names)}`;
  const order = { blocks: 0, "blocks-fail": 1, note: 2 };
  const found = new Map<string, { message: string; names: string[]; effect: Validity["effect"] }>();
  for (const { code, message, of, effect } of validity.filter(isOwn)) {
    const key = `${code}\n${message}`;
    const entry = found.get(key) ?? { message, names: [], effect };
    const name = nameOf(of);
    if (name !== "") entry.names.push(name);
    found.set(key, entry);
  }
  return [...found.values()]
    .toSorted((a, b) => order[a.effect] - order[b.effect])
    .map(({ message, names }) =>
      names.length > 0 ? `${about(names)}: ${sentenceEnd(message)}` : sentenceEnd(notPlayed(message)),
    );
}

/** A comparison with outsiders is fair when nothing but what is audited tells them from people in the data. */
function unseen({ check, measures }: Finding): string[] {
  const blind = measures.find(({ id }) => id === "blind.auc");
  if (!blind || blind.value === null) return [];
  const { one, within } = wordsOfCheck(check);
  return [
    `A classifier that never saw the ${one} tells people ${within} from outsiders with an AUC of ${advantage(blind.value)} ${interval(blind.low, blind.high)}; 0.5 is guessing.`,
  ];
}

/** p values are said as counts of reshuffles, never as stars. */
function reshuffled({ check, measures }: Finding): string[] {
  const test = measures.find(({ id }) => id === "no-leak");
  if (test?.hits === undefined || test.n === 0) return [];
  const times = test.hits === 0 ? `none of ${integer(test.n)}` : `${integer(test.hits)} of ${integer(test.n)}`;
  return [
    `With people ${wordsOfCheck(check).within} and outsiders shuffled together, a result as clear came up in ${times} tries.`,
  ];
}
