/** What model/defences says of itself. */
import type { Validity } from "../../finding.ts";
import type { CheckSpec } from "../../types.ts";

type Words = Pick<
  CheckSpec<"model", unknown>,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "What would reduce it",
  question: "How much privacy would a defence give, and how much accuracy would it cost?",
  short: "What would reduce it, at what cost?",
  adversary: {
    is: "somebody who may ask the model about a person, and knows which defence it has",
    knows: "all columns about each person on a list, and what the model should answer for them",
    holds: "what a defended model answers for each person, and models of its own with the same defence",
    wants: "to know which of them the model was trained on",
    access: "query",
  },
  sources: [
    {
      text: "Shokri et al. 2017, Membership Inference Attacks Against Machine Learning Models (§VIII-A: top k, rounding, temperature, regularisation)",
      url: "https://arxiv.org/abs/1610.05820",
    },
    {
      text: "Song & Mittal 2021, Systematic Evaluation of Privacy Risks of Machine Learning Models (defences against attackers who know of them; early stopping)",
      url: "https://arxiv.org/abs/2003.10595",
    },
    {
      text: "Choquette-Choo et al. 2021, Label-Only Membership Inference Attacks",
      url: "https://arxiv.org/abs/2007.14321",
    },
    {
      text: "Carlini et al. 2022, Membership Inference Attacks From First Principles",
      url: "https://arxiv.org/abs/2112.03570",
    },
    {
      text: "Zarifzadeh et al. 2024, Low-Cost High-Power Membership Inference Attacks",
      url: "https://arxiv.org/abs/2312.03262",
    },
    {
      text: "Abadi et al. 2016, Deep Learning with Differential Privacy",
      url: "https://arxiv.org/abs/1607.00133",
    },
    {
      text: "Wasserman & Zhou 2010, A Statistical Framework for Differential Privacy (what an epsilon allows at a rate of false alarms)",
      url: "https://arxiv.org/abs/0811.2501",
    },
    {
      text: "Gopi, Lee & Wutschitz 2021, Numerical Composition of Differential Privacy (the noise for an epsilon)",
      url: "https://arxiv.org/abs/2106.02848",
    },
  ],
  how: `1. \`models\` **models like the audited one** are trained (the ones of model/membership, where it was played), in pairs: of each pair everybody is in exactly one. Of such models it is known who was in them, so each can play the audited one, while the others, but for its twin, are the attacker's.
2. **Each person is played on twice**, in one of the first four pairs, drawn at random: in the model that learnt from them, as a member; in its twin, as an outsider. So all people count once on either side, whichever side of the audit they are on, and the defences are averaged over eight models.
3. **Defences on answers** need no training: the answers of the same models are changed as the service would change them. *temperature T*: logits divided by T. *rounding d*: probabilities to d decimals. *top k*: the k likeliest classes with their probabilities. *label only*: the likeliest class.
4. **Other ways of training** are trained anew, \`models\` of each: *early stopping* (a tenth of the people held out, ends after 3 epochs that are no better for them), *third of the epochs*, *weight decay* (half of it times the squares of all weights is added to the loss), *dropout* (.5), of trees *larger leaves* and *fewer trees*, and *dp-sgd* (each person's gradient no longer than 1, steps of 256 people on average, a rate five times as high, up to .01 for Adam and 1 for SGD, as short gradients need, noise for ε at δ = 1/(10 people) by the numerical accountant).
5. **The attacker knows the defence**: the answers of its own models are changed, or they are trained, in the same way. Mass that is not shown is read as spread evenly over the classes of which nothing is shown, what was rounded to 0 as a quarter of the last digit.
6. Attacks, fixed before: ${["loss", "confidence", "lira-online", "rmia-online", "rmia-offline"].map((one) => `\`${one}\``).join(", ")}. People who score the same are put in order by a coin, so that every defence is measured at the same false alarms. **Advantage**, \`tpr@fpr=0.01\` and \`auc\` are the largest over the attacks, with an interval corrected for having been the largest.

\`accuracy\` is that for people whom a model did not learn from (where several classes are shown as equally likely, it is right for a share of them), \`accuracy.seen\` for those whom it did; intervals by Wilson. Intervals take the models as given: other trainings would vary a little more.`,
  reading: `Look along a row: this much less advantage costs this much accuracy. The row *none* is a model like yours as it is; its advantage need not be that of the audited file to the digit, as models vary.

Defences on answers slow an attacker who asks, and promise nothing: they are void for whoever has the file. Of those of training only dp-sgd has a promise, which also covers attacks that nobody knows yet; what is measured beside it may be far below what is promised. An epsilon allows at most e^ε · 0.1 + δ of the people to be found at 1 false alarm in 10. Its settings are the same for every model: a training that is made for it, with more people above all, costs less.

Rows whose intervals overlap are not shown to differ. A defence that looks best among many looks a little better than it is.`,
  remedy:
    "Take the row that costs least of what you need: stopping earlier and weight decay often give accuracy, too. Where a promise is needed, train with differential privacy at an epsilon that you can state, with large batches, and audit the model that comes out.",
  pitfalls: [
    "A defence tried against an attacker who does not know of it: rounded answers against shadow models that are not rounded look safe. Here the attacker's models have the same defence.",
    "A logarithm of 0 after rounding makes two normal laws so wide that the attack fails by itself; that is no defence.",
    "Ties: with labels alone a threshold cannot make exactly 1 false alarm in 100, and is then compared at another rate, or with a rate that was interpolated for one defence only.",
    "One defence with a rate that suits it, and another with one that does not: short, noisy gradients at the usual rate learn next to nothing, and privacy looks dearer than it is.",
    "AUC alone: a temperature may change the average and leave those who stick out as they were.",
    "The privacy of one model and the accuracy of another, or accuracy on people whom the model learnt from.",
    "Weight decay of AdamW is multiplied by the rate: in a short training it does nothing. Here it is part of the loss.",
    "An epsilon stated for fixed batches drawn without chance, with classes' weights counted from the people, or with rows held out to choose the epoch: none of these is covered by the accountant, so dp-sgd has none of them here. Encodings and settings that were chosen by looking at the people are not covered either.",
  ],
};

export const remarks = {
  models: (size: number, members: number): Validity => ({
    code: "what-if",
    message: `This is about models like the audited one${size < 0.9 * members ? `, trained on ${size.toLocaleString("en-US")} people where it had ${members.toLocaleString("en-US")}, which as a rule gives more away` : ""}; a model that is trained with a defence is to be audited itself.`,
    effect: "note",
  }),
  left: (left: readonly { readonly id: string; readonly reason: string }[]): Validity[] =>
    [...new Set(left.map(({ reason }) => reason))].map((reason) => ({
      code: "defences-left-out",
      message: `Not tried: ${left
        .filter((one) => one.reason === reason)
        .map(({ id }) => id)
        .join(", ")}: ${reason}.`,
      effect: "note",
    })),
  outOfTime: (id: string): Validity => ({
    code: "out-of-time",
    message: `The time was over before ${id} was tried, and what follows it. The same command goes on where it stopped.`,
    effect: "note",
  }),
};
