/** Which of several candidates leaks less: the same people attacked through each, pair by pair. */
import { compare } from "./risk/compare.ts";
import type { Comparison } from "./run/schema.ts";
import type { Subject } from "./check/types.ts";
import type { Turn } from "./turn.ts";

interface Compared extends Pick<Turn, "chosen" | "outcome"> {
  readonly subject: Pick<Subject, "name" | "sources" | "key" | "label">;
}

/** Of subjects made from the same train table, held against the same holdout, by every check that was played on both with the same options. */
export function comparisonsOf(turns: readonly Compared[]): readonly Comparison[] {
  const played = turns.flatMap(({ subject, chosen, outcome }) =>
    "played" in outcome && outcome.played.trials ? [{ subject, chosen, trials: outcome.played.trials }] : [],
  );
  return played.flatMap((a, i) =>
    played.slice(i + 1).flatMap((b) => {
      if (a.chosen.check !== b.chosen.check || !samePeople(a, b)) return [];
      const found = compare(a.trials, b.trials);
      return found ? [{ check: a.chosen.check.id, a: a.subject.name, b: b.subject.name, ...found }] : [];
    }),
  );
}

type Played = Pick<Compared, "subject" | "chosen">;
function samePeople(a: Played, b: Played): boolean {
  const people = peopleOf(a);
  return (
    people !== null && people === peopleOf(b) && JSON.stringify(a.chosen.options) === JSON.stringify(b.chosen.options)
  );
}

/** Parts that are audited, not people. */
const audited = new Set(["synthetic", "model", "predictions"]);

/** By the bytes of the files: the columns' types may have been guessed otherwise beside another synthetic table. Null: nobody knows who they are. */
function peopleOf({ subject }: Played): string | null {
  const people = subject.sources.filter(({ part }) => !audited.has(part));
  if (!people.some(({ part }) => part === "train")) return null;
  return JSON.stringify([
    subject.key,
    // Of models: who has no label is not played on.
    ...(typeof subject.label === "object" && subject.label !== null ? [subject.label.column] : []),
    ...people.map(({ part, sql, files }) => [part, sql, files.map(({ sha256 }) => sha256)]),
  ]);
}
