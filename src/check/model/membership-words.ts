/** What model/membership says of itself. */
import type { CheckSpec } from "../types.ts";
import { attacks } from "./attacks/suite.ts";
import { learnedAttacks } from "./learned/suite.ts";

type Said = Pick<(typeof attacks)[number], "id" | "how" | "source">;
const all: readonly Said[] = [...attacks, ...learnedAttacks];
const line = ({ id, how, source }: Said): string => `- \`${id}\`: ${how}. [${source.text}](${source.url})`;

type Words = Pick<
  CheckSpec<"model", unknown>,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Who was in the training data",
  question: "Can somebody who may ask the model tell who was in its training data?",
  short: "Can it be told who was trained on?",
  adversary: {
    is: "somebody who may ask the model about a person: a customer of the service, an insider, whoever has the file",
    knows: "all columns about each person on a list, and what the model should answer for them",
    holds: "what the model answers for each person, and models of its own like it",
    wants:
      "to know which of them the model was trained on, where that is itself the secret: patients of one clinic, debtors, members",
    access: "query",
  },
  sources: [
    {
      text: "Carlini et al. 2022, Membership Inference Attacks From First Principles",
      url: "https://arxiv.org/abs/2112.03570",
    },
    {
      text: "DeLong, DeLong & Clarke-Pearson 1988, Comparing the areas under two or more correlated ROC curves",
      url: "https://doi.org/10.2307/2531595",
    },
    ...all.map(({ source }) => source),
  ].filter((source, at, list) => list.findIndex(({ url }) => url === source.url) === at),
  how: `1. Everybody in the training data and in the holdout is asked about; of each side at most \`targets\` people are judged, one row a person where a key is declared.
2. **Shadow models** are trained by telltale as the audited model was (\`trainer\`: the user's own network with new weights, or another kind), on as many people, drawn from both sides: the two models of a pair have nobody in common. So it is known who was in them, and the attacker learns from them what a model like this says of people it has seen.
3. Each attack gives everybody a score; higher means: rather in the training data. No attack is ever told who was in the audited model.
4. A line is drawn that 1 in 10 outsiders cross. **Advantage** = the share of people in the training data who cross it, minus 0.1. The same at 1 in 100, where an accusation is worth more: \`tpr@fpr=0.01\`.

All attacks are played, and the largest is judged, with an interval and a test that are corrected for having been the largest.

${all.map(line).join("\n")}

**phi** is the log of the odds of the true class, log p_y − log Σ p_other, from logits where the file has them. For models that answer with numbers it is −log of the squared error.

**How many models are enough**: sixteen first, then four times as many, up to \`shadows\`. When a limit is violated so clearly that chance cannot have done it (p < .00125), no more are trained: they could only show more. A pass is only ever said with all of them. The curve shows what the strongest attack reaches with fewer.

**The blind classifier** tells people in the training data from outsiders without ever asking the model. What it can tell is a difference of the two files, and no leak.`,
  reading: `0 means that people in the training data look to the attacker like anybody else. An advantage of 0.2 means: at a line that 10 in 100 outsiders cross by chance, 30 in 100 people in the training data cross it. Read the rate at 1 in 100 beside it: an attack may be sure of a few people and know nothing of the others, and they are the ones who are harmed. \`auc\` says little about the few.

A gap between the model's accuracy on the training data and on the holdout is already a leak; the attacks show how much more there is. An attack that finds nothing does not prove that there is nothing: a better one may come.`,
  remedy:
    "Train for a shorter time, with weight decay or with more people; give labels or rounded probabilities instead of exact ones (which slows an attacker but stops none); or train with differential privacy, the only remedy with a promise. model/defences shows what each costs.",
  pitfalls: [
    "log(1 - p) instead of the sum over the other classes: for the sure answers that matter most it is minus infinity.",
    "LiRA with one deviation for everybody that is not centred per person, or taken from the models that saw them for both: .06 of the rate at .1 % false alarms on Location-30.",
    "LiRA without models that saw the person, two-sided: whoever the model finds unusually hard counts as a member.",
    "RMIA's share of z without breaking ties: half of the rate at .1 % false alarms is lost.",
    "A loss whose sign, or a softmax taken for a loss, turns the attack round.",
    "Attacks tuned on the membership that they are judged by.",
    "A binary model with one output that stops the tool.",
    "The best of many attacks reported on the data that chose it.",
  ],
};
