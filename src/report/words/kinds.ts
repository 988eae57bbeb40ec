/** What an audit is about, in words: a synthetic table or a trained model. */
import type { Run, Subject } from "../../run/schema.ts";

export type Kind = Subject["kind"];

interface KindWords {
  /** "table". */
  readonly one: string;
  readonly many: string;
  /** How people came into it: "made from". */
  readonly made: string;
  /** Where people are who are in it. */
  readonly within: string;
  /** Parts of a subject that are its own, by their names in a run: what would have to change. */
  readonly parts: readonly string[];
}

const words: { readonly [K in Kind | "mixed"]: KindWords } = {
  synthetic: { one: "table", many: "tables", made: "made from", within: "in the data", parts: ["synthetic"] },
  model: {
    one: "model",
    many: "models",
    made: "trained on",
    within: "in the training data",
    parts: ["model", "predictions"],
  },
  data: {
    one: "table",
    many: "tables",
    made: "made of",
    within: "in the data",
    parts: ["train"],
  },
  mixed: { one: "subject", many: "subjects", made: "made from", within: "in the data", parts: [] },
};

export const kindWords = (kind: Kind): KindWords => words[kind];

/** A check is about subjects of one kind, which its id begins with. */
export function kindOfCheck(check: string): Kind {
  const [kind = ""] = check.split("/", 1);
  return kind === "model" || kind === "data" ? kind : "synthetic";
}

export const wordsOfCheck = (check: string): KindWords => words[kindOfCheck(check)];

/** Of all subjects of a run together. */
export function wordsOfRun({ subjects }: Pick<Run, "subjects">): KindWords {
  const kinds = new Set(subjects.map(({ kind }) => kind));
  const [only] = kinds;
  return kinds.size === 1 && only ? words[only] : words.mixed;
}

export const hasKind = ({ subjects }: Pick<Run, "subjects">, kind: Kind): boolean =>
  subjects.some((subject) => subject.kind === kind);

export const isAttacked = ({ kind }: Pick<Subject, "kind">): boolean => kind !== "data";

/** What a limit is held against: training data is not attacked, its groups are compared. */
export function measureOfRun({ subjects }: Pick<Run, "subjects">): string {
  if (!subjects.some(isAttacked)) return "gap";
  return subjects.every(isAttacked) ? "advantage" : "advantage or gap";
}

/** The subject's own files: not those of people. */
export const ownFiles = ({ kind, files }: Pick<Subject, "kind" | "files">): Subject["files"] =>
  files.filter(({ part }) => words[kind].parts.includes(part));
