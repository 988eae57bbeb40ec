/** The words of the report, each explained in a sentence or two: in the pop-ups and at the end of the page. */

export const glossary = {
  advantage: {
    name: "Advantage",
    text: "How far an attack gets from the reference towards certainty: 0 is what it reaches on people who are not in the data, 1 is always right.",
  },
  excess: {
    name: "Excess",
    text: "The share of people in the data whom an attack hits, minus the share of people who are not in the data.",
  },
  interval: {
    name: "Interval",
    text: "The range that contains the true value in 95 of 100 such audits. A verdict looks at the whole range, never at the dot alone.",
  },
  limit: {
    name: "Limit",
    text: "Agreed before the audit and kept in the configuration. ‘Leak’ means that even the lower end of the interval lies above it.",
  },
  outsiders: {
    name: "Not in the data (control)",
    text: "The same attack on people of the same population whom the generator never saw. What works on them too is general knowledge, not a leak.",
  },
  blind: {
    name: "Blind guess (baseline)",
    text: "The chance of a random guess, without looking up anybody. It is computed exactly, not sampled.",
  },
  clearest: {
    name: "Clearest of several",
    text: "An attack is played on several columns, splits or kinds; the one that proves most is named, and its interval is widened for having been chosen.",
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
    text: "How many audits of this table, with different options or seeds, are in the store. Whoever looks often enough finds a setting that pleases.",
  },
} as const;
export type Term = keyof typeof glossary;
