/** The checks beside the guessing games, as they stand in a finding. */
import type { Finding } from "../../check/finding.ts";
import { disclosure, fidelity, similarity, utility } from "./diagnostics.ts";
import { membership } from "./membership.ts";
import type { Extra } from "./runs.ts";

const nobody: Finding["about"]["adversary"] = {
  is: "nobody",
  knows: "",
  holds: "the released table",
  wants: "",
  access: "data",
};

const about = (title: string, question: string, short: string): Finding["about"] => ({
  title,
  question,
  short,
  adversary: nobody,
  remedy: "Nothing: it is shown beside the attacks.",
  sources: [{ text: "Yao et al. 2025, The DCR Delusion", url: "https://arxiv.org/abs/2505.01524" }],
});

export const extras = (leaks: boolean): readonly Extra[] => [
  {
    id: "synthetic/membership",
    about: {
      ...about("who is in the data", "Can an outsider tell who is in the data?", "Can it be told who is in the data?"),
      adversary: {
        is: "an insurer with a client list",
        knows: "a person’s full record",
        holds: "the released table and 1\u202f000 similar public records",
        wants: "whether that person was in the data",
        access: "data",
      },
      remedy: "Remove the copied rows; train for fewer rounds, or with differential privacy.",
    },
    options: { reference: null, encoding: "standard", targets: 10_000 },
    measure: "advantage",
    played: leaks ? membership.leaky() : membership.honest(),
  },
  {
    id: "synthetic/similarity",
    about: about(
      "distances",
      "Is the table suspiciously near to the real rows?",
      "Is it nearer to the real rows than to others?",
    ),
    options: {},
    measure: null,
    played: similarity(leaks),
  },
  {
    id: "synthetic/disclosure",
    about: about(
      "look-alikes",
      "Are there groups of look-alikes that give somebody away?",
      "Do groups of look-alikes give somebody away?",
    ),
    options: { quasiIdentifiers: ["age", "sex", "race"] },
    measure: null,
    played: disclosure(leaks),
  },
  {
    id: "synthetic/fidelity",
    about: about("likeness", "How like the real table is it?", "How like the real table is it?"),
    options: { bins: 10 },
    measure: null,
    played: fidelity(leaks),
  },
  {
    id: "synthetic/utility",
    about: about(
      "usefulness",
      "Does a model trained on it work on real people?",
      "Does a model trained on it work on real people?",
    ),
    options: { label: "income" },
    measure: null,
    played: utility(leaks),
  },
];
