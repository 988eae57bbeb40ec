/** What model/one-run says of itself. */
import type { Validity } from "../../finding.ts";
import type { CheckSpec, Claim } from "../../types.ts";

/** Of so many, if all guesses are right, an epsilon of 1.6 is proven. */
export const fewestCanaries = 40;

type Words = Pick<
  CheckSpec<"model", unknown>,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "What canaries prove",
  question: "How much privacy can the way of training keep at most?",
  short: "What privacy can the training keep at most?",
  adversary: {
    is: "whoever may put records into the training data: a user of a service, a contributor, an auditor",
    knows: "the canaries, and everybody else in the data",
    holds:
      "a model trained on people in the data and on about half of the canaries, and one trained on the people alone",
    wants:
      "to know which canaries were learnt from: how well that can be told bounds what the training promises to anybody",
    access: "query",
  },
  sources: [
    {
      text: "Steinke, Nasr & Jagielski 2023, Privacy Auditing with One (1) Training Run (Theorem 5.2)",
      url: "https://arxiv.org/abs/2305.08846",
    },
    {
      text: "Jagielski, Ullman & Oprea 2020, Auditing Differentially Private Machine Learning: How Private is Private SGD?",
      url: "https://arxiv.org/abs/2006.07709",
    },
    {
      text: "Nasr et al. 2021, Adversary Instantiation: Lower Bounds for Differentially Private Machine Learning (mislabelled records)",
      url: "https://arxiv.org/abs/2101.04535",
    },
    {
      text: "Carlini et al. 2022, Membership Inference Attacks From First Principles (the loss against that of models without the record)",
      url: "https://arxiv.org/abs/2112.03570",
    },
    {
      text: "Kelley 1939, The selection of upper and lower groups for the validation of test items (why a quarter at either end)",
      url: "https://doi.org/10.1037/h0057123",
    },
  ],
  how: `1. m **canaries** are made of outsiders and of people on neither side (\`population\`), nobody of whom is in the data: with a wrong label, drawn anew (\`mislabelled\`), or as they are (\`people\`). No more than \`most\`, and no more than there are people in the data.
2. For each canary telltale throws a fair coin. **One** model is trained on all people in the data and on the canaries whose coin shows "in", by the way of training that the audit was given (\`same\`, \`mlp\`, \`logistic\`, \`forest\`, \`boosting\` or your own command). A second one, with random numbers of its own, is trained on the people alone.
3. Each canary gets a score, higher for "in". \`loss\`: how little the model loses on it. \`loss-to-reference\`: how much less it loses than the model that saw no canary. Both were fixed before.
4. The \`guessIn\` canaries with the highest scores are called in, the \`guessOut\` with the lowest out, about the others nothing is said. These numbers are fixed before anything is trained: a quarter of m each. Of two normal laws that lie close together the upper and lower 27 % tell most, and where laws lie far apart a quarter is right as well.
5. Were the training (ε, δ)-private, then of r guesses at least v would be right with probability at most p(ε) = P[B ≥ v] + 2 m δ max_{i=1..v} P[v−i ≤ B ≤ v−1]/i, where B is binomial(r, 1/(1+e^−ε)). **\`epsilon.low\`** is the largest ε with p(ε) < .05/2, the half because two attacks were played; the larger one is what is proven.

δ is that of the claim; without one a tenth of 1/(people in the data). A **claim** (\`claimed\`) is refuted when 2 p(ε) of the better attack, corrected with the other limits of the audit, is below .025.

AUC and the rates at few false alarms are those of canaries that were in against those that were not: they say how canaries fare, and not how people do.`,
  reading: `\`epsilon.low\` = 2 means: no training that keeps ε below 2 would have given its canaries away so well, but in 1 of 20 such audits. 0 means that this audit proves nothing: **it does not mean that the training is private**. What can be proven at all grows with the guesses: 500 of 500 right show an ε of about 4.9, never infinity.

It is about the **way of training** (the recipe, on these data), not about the file that was audited: that file never saw a canary. If it was made in the same way, the promise that is refuted here is also the one that was made to its people.`,
  remedy:
    "Train with differential privacy at an epsilon that you can state; if a stated epsilon is refuted, look for what is not private in the training: clipping of whole batches instead of examples, noise that is too small or used twice, statistics of batches, rows held out to choose by.",
  pitfalls: [
    "The best epsilon of many thresholds, reported as if it had been the only one: with enough looks any private training is refuted. Here the number of guesses is fixed before, and two attacks pay for being two.",
    "Membership that nobody drew by lot: people who were in the data because of who they are prove nothing about epsilon. A bound needs coins that were thrown for the purpose.",
    "The same random numbers for the reference model as for the audited one: the difference then cancels the very noise that protects.",
    "An encoding, a scale or a list of categories that is fitted to the rows that happen to be in: it carries the coins past the noise.",
    "A bound of 0 read as privacy, or as a confirmed claim. Canaries of a weak kind prove little of any training.",
    "A figure of canaries read as one of people: mislabelled records are learnt by heart where ordinary ones are not.",
  ],
};

export const remarks = {
  recipe: (): Validity => ({
    code: "audits-the-recipe",
    message:
      "This is about the way of training on these people, not about the audited file, which never saw a canary: it holds for the file as far as that was made in the same way.",
    effect: "note",
  }),
  nothing: (): Validity => ({
    code: "nothing-proven",
    message: "The guesses prove no epsilon above 0. That does not show that the training is private.",
    effect: "note",
  }),
  claim: ({ epsilon, delta, p }: Claim): Validity => ({
    code: "claim-tested",
    message:
      p >= 0.05
        ? `The claimed epsilon of ${epsilon} (at delta ${delta}) is not contradicted by these guesses.`
        : `Were the claimed epsilon of ${epsilon} (at delta ${delta}) true, so many right guesses would come up in at most ${p < 1e-4 ? "1 of 10,000" : `1 of ${Math.floor(1 / p).toLocaleString("en-US")}`} such audits.`,
    effect: "note",
  }),
  tooFew: (m: number): Validity => ({
    code: "too-few-trials",
    message: `Only ${m} outsiders can be made canaries, and at least ${fewestCanaries} are needed to prove anything.`,
    effect: "blocks",
  }),
};
