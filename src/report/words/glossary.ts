/** The words of the report, each explained in a sentence or two: in the pop-ups and at the end of the page. */
import type { Run } from "../../run/schema.ts";
import { hasKind, type Kind } from "./kinds.ts";

export const glossary = {
  advantage: {
    name: "Advantage",
    text: "How far an attack gets from the reference towards certainty: 0 is what it reaches on people who are not in the data, 1 is always right.",
  },
  excess: {
    name: "Excess",
    text: "The share of people in the data whom an attack hits, minus the share of people who are not in the data.",
  },
  gap: {
    name: "Gap",
    text: "The largest rate of a group minus the smallest. Its lower end is corrected for the two groups having been chosen; groups of fewer than 30 people are no part of it, since chance alone drives them apart.",
  },
  disparity: { name: "Disparity", text: "The whole interval of a gap lies above the limit." },
  parity: {
    name: "Parity within limit",
    text: "The whole interval of a gap lies at or below the limit: it is shown to be small, which is more than that none was shown.",
  },
  enough: {
    name: "Not enough data",
    text: "The interval of a gap contains the limit. The report says how many more people it would take.",
  },
  interval: {
    name: "Interval",
    text: "The range that contains the true value in 95 of 100 such audits. A verdict looks at the whole range, never at the dot alone.",
  },
  limit: {
    name: "Limit",
    text: "Agreed before the audit and kept in the configuration. It is broken when even the lower end of the interval lies above it.",
  },
  outsiders: {
    name: "Not in the data (control)",
    text: "The same attack on people of the same population of whom nothing was learnt. What works on them too is general knowledge, not a leak.",
  },
  blind: {
    name: "Blind guess (baseline)",
    text: "The chance of a random guess, without looking up anybody. It is computed exactly, not sampled.",
  },
  clearest: {
    name: "Clearest of several",
    text: "An attack is played on several columns, splits or kinds, and a gap looked for by several attributes; the one that proves most is named, and its interval is widened for having been chosen.",
  },
  exposure: {
    name: "Exposure",
    text: "How far a person in the data stands out among outsiders, by the clearest attack. It is a rank, not a personal probability.",
  },
  bits: {
    name: "Bits",
    text: "0 bits: every outsider looks as much like somebody in the data; each further bit halves their share. 5 bits: one outsider in 32.",
  },
  falseAlarms: {
    name: "False alarms",
    text: "Outsiders whom an attack takes for people in the data. Whoever accuses few people makes few of them: what an attack finds at 1 % false alarms tells more than what it finds on average.",
  },
  roc: {
    name: "ROC curve",
    text: "The share of people in the data whom an attack finds, for every share of false alarms that somebody accepts. On the diagonal it only guesses. AUC is the area below it: 0.5 is guessing, 1 is certainty.",
  },
  fidelity: {
    name: "Fidelity",
    text: "How like the real table the synthetic one is: 1 minus the share of people who would have to move for both to have the same counts. The ceiling is what another sample of real people reaches.",
  },
  tstr: {
    name: "TSTR and TRTR",
    text: "A model trained on the synthetic table and tested on real people (train synthetic, test real), and the same model trained on real people. The difference is what the synthetic table costs.",
  },
  shadowModels: {
    name: "Shadow models",
    text: "Models that telltale trains as the audited one was, each on half of the same people. Of them it is known whom they saw: an attacker learns there what a model says of people it has seen and of others.",
  },
  accuracy: {
    name: "Accuracy",
    text: "The share of people for whom the model gives the right answer. Where it is right more often on its training data than on outsiders, being right already tells something.",
  },
  canary: {
    name: "Canary",
    text: "A record put into the training data for the audit, if a coin says so. How well it can be told afterwards which coins said so bounds what the training can promise to anybody.",
  },
  epsilon: {
    name: "ε (epsilon)",
    text: "The promise of differential privacy: with one person more or less, anything that can be learnt becomes at most e^ε times as likely. 0 is perfect; an audit can show that ε is at least so much, never that it is at most so much.",
  },
  diagnostic: {
    name: "Diagnostic only",
    text: "Shown for comparison and never judged: what had good marks of this kind has been broken by attacks.",
  },
  described: {
    name: "Diagnostic only",
    text: "Described and never judged: whether it matters depends on the use, which people know and numbers do not.",
  },
  leak: { name: "Leak", text: "The whole interval lies above the limit." },
  within: {
    name: "Within limit",
    text: "The whole interval lies at or below the limit. It does not say that no other attack exists.",
  },
  undecided: {
    name: "Undecided",
    text: "The interval contains the limit, or something keeps the measurement from deciding. The report says how many more people would decide, or that none would.",
  },
  na: {
    name: "Not applicable",
    text: "The check could not be asked, for the reason given. It counts neither for nor against.",
  },
  accepted: {
    name: "Accepted",
    text: "Above its limit or undecided, but somebody with a name took the responsibility until a date. It returns when the date has passed.",
  },
  look: {
    name: "Look",
    text: "How many audits of the same file, with different options or seeds, are in the store. Whoever looks often enough finds a setting that pleases.",
  },
} as const;
export type Term = keyof typeof glossary;

/** Words that only audits of one kind use. */
const only: { readonly [T in Term]?: Kind } = {
  gap: "data",
  disparity: "data",
  parity: "data",
  enough: "data",
  described: "data",
  excess: "synthetic",
  fidelity: "synthetic",
  tstr: "synthetic",
  shadowModels: "model",
  accuracy: "model",
  canary: "model",
  epsilon: "model",
};

/** Nobody attacks training data. */
const onlyOfAttacks = new Set<string>([
  "advantage",
  "outsiders",
  "blind",
  "exposure",
  "bits",
  "falseAlarms",
  "roc",
  "diagnostic",
  "leak",
  "within",
  "undecided",
] satisfies Term[]);

export function glossaryOf(run: Pick<Run, "subjects">): readonly { readonly name: string; readonly text: string }[] {
  return Object.entries(glossary)
    .filter(([term]) => {
      const kind = only[term as Term]; // the keys of glossary
      if (onlyOfAttacks.has(term)) return run.subjects.some((subject) => subject.kind !== "data");
      return kind === undefined || hasKind(run, kind);
    })
    .map(([, entry]) => entry);
}
