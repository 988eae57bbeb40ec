/** What model/white-box says of itself. */
import type { CheckSpec } from "../../types.ts";

type Words = Pick<
  CheckSpec<"model", unknown>,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Who the weights remember",
  question: "Can somebody who has the model itself tell who was in its training data?",
  short: "Do the weights tell who was trained on?",
  adversary: {
    is: "somebody who has the file: a customer it is shipped to, a partner in joint training, whoever downloads it",
    knows: "all columns about each person on a list, and what the model should answer for them",
    holds: "the model with its weights",
    wants:
      "to know which of them the model was trained on, where that is itself the secret: patients of one clinic, debtors, members",
    access: "weights",
  },
  sources: [
    {
      text: "Nasr, Shokri & Houmansadr 2019, Comprehensive Privacy Analysis of Deep Learning",
      url: "https://arxiv.org/abs/1812.00910",
    },
    {
      text: "Carlini et al. 2022, Membership Inference Attacks From First Principles (LiRA, here on lengths of gradients)",
      url: "https://arxiv.org/abs/2112.03570",
    },
    {
      text: "Sablayrolles et al. 2019, White-box vs Black-box: Bayes Optimal Strategies for Membership Inference (why the loss alone is nearly enough)",
      url: "https://arxiv.org/abs/1908.11229",
    },
    {
      text: "Goodfellow 2015, Efficient Per-Example Gradient Computations",
      url: "https://arxiv.org/abs/1510.01799",
    },
  ],
  how: `1. Of people in the training data and of outsiders at most \`targets\` are drawn, one row a person where a key is declared.
2. For each of them the loss (cross-entropy at the true class; for numbers the squared error) is differentiated by the weights of the user's own network, one person at a time. What a model has learnt from pulls little at its weights: the gradient is short.
3. **Shadow models** of the same network, with new weights, are trained on halves of the same people (those of \`model/membership\`, not others); for each of \`shadows\` of them the same gradients are taken. So it is known what they look like for people a model has seen and has not.
4. Each attack gives everybody a score; higher means: rather in the training data. A line is drawn that 1 in 10 outsiders cross. **Advantage** = the share of people in the training data who cross it, minus 0.1. The same at 1 in 100: \`tpr@fpr=0.01\`.

All attacks are played, and the largest is judged, with an interval and a test that are corrected for having been the largest.

- \`gradient-norm\`: minus the log of the length of the gradient by all weights; nothing is learnt from shadow models. [Nasr et al. 2019](https://arxiv.org/abs/1812.00910)
- \`gradient-lira\`: the same number, compared for each person with what it is in shadow models that have and have not seen them: log N(in) − log N(out). [Carlini et al. 2022](https://arxiv.org/abs/2112.03570)
- \`gradient-features\`: lengths of the gradients of each layer and by the input, the last layer's by output (the true class, and the three largest others), the loss, the three largest log probabilities, and the class; a boosted model learns from the shadow models which of them mean "seen". [Nasr et al. 2019](https://arxiv.org/abs/1812.00910), with sorted lists and trees where they have raw gradients and a network.

**Exact where the model is sure.** The slope of the loss at the outputs is (1 − p) times a direction: for p = 1 − 10^-20 float32 would round it to nothing. The direction is what is sent back through the network, and log(1 − p) is added in float64. In a dense layer an example's gradient is a column by a row, and its length is |delta| √(|h|² + 1): it is never written out. Batch norm is by its running statistics, dropout is off.

**The blind classifier** tells people in the training data from outsiders without ever asking the model. What it can tell is a difference of the two files, and no leak.`,
  reading: `0 means that to somebody with the weights people in the training data look like anybody else. An advantage of 0.2 means: at a line that 10 in 100 outsiders cross by chance, 30 in 100 people in the training data cross it. Read the rate at 1 in 100 beside it.

Compare with model/membership, which has only the model's answers. Of networks trained to the end the two are much alike: the length of a gradient is mostly how sure the model is (of one trained on Location-30, LiRA on gradients reaches the same area as LiRA on answers, and less at few false alarms). So a large difference is worth a look, and a small one says that hiding the weights would not have helped. Calibrated attacks with few shadow models are weaker than those of model/membership with many.`,
  remedy:
    "Train for a shorter time, with weight decay or with more people, or train with differential privacy: then each person's pull at the weights is bounded, which is what this attacker looks for. If answers alone leak less, give access to answers instead of the file.",
  pitfalls: [
    "Gradients of a batch taken for those of a person: their mean tells of nobody.",
    "1 - p in float32: for the sure answers that matter most the gradient is rounded to 0, and all members tie.",
    "Batch norm or dropout left in training mode: then everybody's gradient depends on who else was asked.",
    "Attack networks trained on members and outsiders of the audited model itself: that is an attacker who knows half of the answer.",
    "Lengths compared with those of shadow models of another network: they have another scale.",
    "White-box attacks reported alone, as if the weights had told what the answers tell as well.",
  ],
};
