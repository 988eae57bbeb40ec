/** What synthetic/membership says of itself. */
import type { CheckSpec } from "../types.ts";
import type { Attack } from "./attacks/attack.ts";
import { nearAttacks, tableAttacks } from "./attacks/suite.ts";

const line = ({ id, how, source }: Attack): string => `- \`${id}\`: ${how}. [${source.text}](${source.url})`;
const attacks: readonly Attack[] = [...nearAttacks, ...tableAttacks];

type Words = Pick<
  CheckSpec<"synthetic", unknown>,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Who is in the data",
  question: "Can an outsider tell who is in the data?",
  short: "Can it be told who is in the data?",
  adversary: {
    is: "somebody with a list of people: a neighbour, an insurer, a data broker",
    knows: "all columns about each person on the list",
    holds: "the released table, and people of the same population who are not in the data",
    wants:
      "to know which of them were in the data, where being in it is itself the secret: a register of patients, of debtors, of one clinic",
    access: "data",
  },
  sources: [
    {
      text: "Ward et al. 2025, Synth-MIA: A Testbed for Auditing Privacy Leakage in Tabular Data Synthesis",
      url: "https://arxiv.org/abs/2509.18014",
    },
    {
      text: "Yao et al. 2025, The DCR Delusion: Measuring the Privacy Risk of Synthetic Data",
      url: "https://arxiv.org/abs/2505.01524",
    },
    {
      text: "DeLong, DeLong & Clarke-Pearson 1988, Comparing the areas under two or more correlated ROC curves",
      url: "https://doi.org/10.2307/2531595",
    },
    {
      text: "Carlini et al. 2022, Membership Inference Attacks From First Principles (why rates at few false alarms count)",
      url: "https://arxiv.org/abs/2112.03570",
    },
    ...attacks.map(({ source }) => source),
  ].filter((source, at, all) => all.findIndex(({ url }) => url === source.url) === at),
  how: `1. Of the holdout a random part (\`reference\`, a half) is put aside: people whom the attacker may look at, and whom nobody asks about. The rest are the outsiders. Of people in the data and of outsiders at most \`targets\` are drawn, one row a person where a key is declared.
2. Every attack gives everybody a score from the synthetic table S and the reference R; higher says "in the data". It is not told who is.
3. Outsiders set the line: the score that at most 1 in 10 of them exceed. **Advantage** = the share of people in the data above that line, minus 0.1. The line may as well be at 1 in 100, where an accusation is worth more: \`tpr@fpr=0.01\`.

All attacks are played, and the largest is judged, with an interval and a test that are corrected for having been the largest.

${attacks.map(line).join("\n")}

**Distances** are Euclidean: numbers and times in standard deviations of the synthetic table (divided by n), categories as 0/1 columns, so that two different ones are at √2; a missing value is at 1 from any other. The encoding decides what is near, so \`closest-raw\` and \`closest-relative-raw\` are the same attacks on numbers as they are (times in milliseconds).

**The blind classifier** is a boosted model that tells people in the data from outsiders without ever seeing the synthetic table, by cross-validation. What it can tell is a difference between the two files, and no leak.

**Who bears it** is told by the scores of the attack that is shown to work (the judged one, else the one at 1 false alarm in 100). Where none is, by \`closest\`, which a few copied people cannot escape; so the attack is never chosen for showing most.

With fewer than 200 people in the holdout none are put aside, and the attacks that compare with R are not played.`,
  reading: `0 means that people in the data look to the attacker like anybody else. An advantage of 0.2 means: at a line that 10 in 100 outsiders cross by chance, 30 in 100 people in the data cross it. Read the rate at 1 in 100 beside it: an attack may be sure of a few people and know nothing of the others, and they are the ones who are harmed. \`auc\` is the chance that somebody in the data scores higher than an outsider; it says little about the few.

The part on who bears it shows whether it is everybody, or some people, or one group. An attack that finds nothing does not prove that there is nothing: a better one may come.`,
  remedy:
    "Train for a shorter time or with more regularisation, make sure that no row is repeated in the training data, or train with differential privacy. Removing the rows that lie near real people afterwards does not help: the gap can be seen.",
  pitfalls: [
    "Judging by distances alone: tables that pass every test of the distance to the closest record are broken by these attacks.",
    "One encoding only: standardised or raw numbers move the area under the curve of one attack from .53 to .75 on one public table.",
    "A density on one-hot columns: its covariance is singular, and the attack stops with an error, or is left out without a word.",
    "The best of many attacks reported on the data that chose it: eleven coins, too, have a best one.",
    "A score whose sign is turned round when it does badly: half of all useless attacks then look useful.",
    "No reference: common people are near to something in any table, and are taken for leaks.",
    "People in the data drawn in another way than outsiders: what is measured is then the difference of two files.",
    "An average over everybody: ten people who are certain to be found disappear among two thousand who are not.",
  ],
};
