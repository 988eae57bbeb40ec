/** What model/label-only says of itself. */
import type { CheckSpec } from "../../types.ts";
import { attacks, type LabelAttack, more } from "./attacks.ts";
import { levels } from "./noise.ts";

const line = ({ id, how, source }: LabelAttack): string => `- \`${id}\`: ${how}. [${source.text}](${source.url})`;
const list = (of: (level: (typeof levels)[number]) => number): string =>
  levels
    .map(of)
    .join(", ")
    .replace(/, ([^,]*)$/u, " or $1");

type Words = Pick<
  CheckSpec<"model", unknown>,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Who was in the training data, by labels alone",
  question:
    "Can it be told who was in the training data by somebody who sees nothing but the labels that the model gives?",
  short: "Do labels alone tell who was trained on?",
  adversary: {
    is: "somebody who may ask the model, and is told a decision and nothing else: an applicant, a customer, a rival",
    knows: "all columns about each person on a list, and what the model should answer for them",
    holds: "the label that the model gives to each of them, and to rows that are like theirs",
    wants:
      "to know which of them the model was trained on, where that is itself the secret: patients of one clinic, debtors, members",
    access: "labels",
  },
  sources: [...attacks.map(({ source }) => source), ...more].filter(
    (source, at, all) => all.findIndex(({ url }) => url === source.url) === at,
  ),
  how: `1. Of people in the training data and of outsiders at most \`targets\` are drawn at random, one row a person where a key is declared.
2. The model is asked about rows that are like each person's, and only the class that it finds most likely is looked at: of classes that tie, the first.
3. Each attack gives everybody a score; higher means: rather in the training data. No attack is told who is.
4. A line is drawn that 1 in 10 outsiders cross. **Advantage** = the share of people in the training data who cross it, minus 0.1. The same at 1 in 100, where an accusation is worth more: \`tpr@fpr=0.01\`.

All attacks are played, and the largest is judged, with an interval and a test that are corrected for having been the largest.

${attacks.map(line).join("\n")}

**Noise**: \`copies\` in all, a third at each of three levels: Gaussian noise of ${list(({ deviation }) => deviation)} standard deviations on each number, a chance of ${list(({ flip }) => flip)} that a 0/1 number becomes the other, and of ${list(({ change }) => change)} that a category becomes another one. Numbers stay in the range of the people given, and whole numbers whole. What is missing stays so. The score is the mean over the levels: choosing the best would take people whose membership is known.

**Distance**: numbers in standard deviations of the people given, 0/1 numbers and categories (one coordinate a label) as they are. Each point is rounded to a row that could be somebody's: whole numbers where the column has them, the label with the largest coordinate, nothing out of range. Rows of tensors are not rounded: the model takes any number.

**HopSkipJump**: from the nearest of 200 people with another label, a line to the row is halved until the boundary is found; there, random steps of which the labels are asked tell in what direction the other label lies; a step in this direction, and the line to the row is halved again. At most \`queries\` questions about a person. With categories every other direction is asked for in steps large enough to change them. The distance is that of a row that was asked about and has another label: an upper bound of the true one. A row of which no other label is found is as far as the space is wide.`,
  reading: `0 means that people in the training data look to the attacker like anybody else. An advantage of 0.2 means: at a line that 10 in 100 outsiders cross by chance, 30 in 100 people in the training data cross it.

\`gap\` has two scores only, so that there is no line that 1 in 10 outsiders cross, and it is not judged: its \`auc\` is 1/2 + (accuracy on people in the training data − accuracy on outsiders)/2. What the other attacks show beyond it is what the labels of other rows betray.

Compare with model/membership: if this check finds as much, then giving labels instead of probabilities protects nobody.`,
  remedy:
    "Train for a shorter time, with weight decay, with noised copies of each row or with more people, so that the model is as right on outsiders as on people it saw; or train with differential privacy. Hiding the probabilities does not help. A limit on how often one may ask makes it slower.",
  pitfalls: [
    "The sign of the distance turned round: people in the training data are farther from the boundary, not nearer.",
    "A row that is classified wrongly has a distance to the boundary, too; but it is on the wrong side, and counts as 0.",
    "Distances in the units of the columns: whatever has the largest numbers decides.",
    "A fraction of a category, which no service would take: the rows that are asked about have to be rows.",
    "The threshold or the noise chosen on the people who are judged.",
    "Only labels given, and therefore said to be safe, without having been attacked.",
    "As many questions as it takes for one person, and fewer for another: the number is then a score of its own.",
  ],
};
