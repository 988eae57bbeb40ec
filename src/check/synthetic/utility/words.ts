/** What is said of synthetic/utility. */
import type { Source } from "../../finding.ts";

export const sources: readonly Source[] = [
  {
    text: "Esteban, Hyland & Rätsch 2017, Real-valued (Medical) Time Series Generation with Recurrent Conditional GANs, §4 (train on synthetic, test on real)",
    url: "https://arxiv.org/abs/1706.02633",
  },
  {
    text: "DeLong, DeLong & Clarke-Pearson 1988, Comparing the areas under two or more correlated ROC curves",
    url: "https://doi.org/10.2307/2531595",
  },
  {
    text: "Newcombe 1998, Improved confidence intervals for the difference between binomial proportions based on paired data, method 10",
    url: "https://doi.org/10.1002/(SICI)1097-0258(19981130)17:22%3C2635::AID-SIM954%3E3.0.CO;2-C",
  },
];

export const how = `1. A boosted model of trees learns the label from the synthetic table (TSTR, trained on synthetic, tested on real), another one from people in the data (TRTR).
2. Both are asked about the same people, whom neither has seen: those of the holdout. Without a holdout, about a third of the people in the data, whom TRTR then does not see; the generator did see them, so that TSTR looks better than it is.
3. The **loss** is TRTR − TSTR: what working with the synthetic table costs. As both models answer about the same people, its interval is that of pairs.

- A label with two values (also a number with two): AUC; DeLong's interval of the difference of two AUCs on the same people.
- More values: accuracy; Newcombe's interval for pairs (method 10), McNemar's exact test in the facts; beside it the mean AUC of each class against the others.
- A number: R²; all three intervals by the delta method and Student's t.

The **baseline** needs no model: the most frequent value of the people in the data for everybody, or their mean. People without a value of the label are left out, of several rows of one person one is taken. A class that the synthetic table does not have gets the chance 0 from its model.`;

export const reading = `A loss of 0 means that a model trained on the synthetic table is as good on real people as one trained on real people. An interval that holds 0 does not say that there is no loss, only that so few people do not show it. A negative loss, a synthetic table that teaches *better* than the real one, is chance, or more rows, or, without a holdout, copies of the people tested.

One label and one kind of model: another question may fare otherwise. Utility is not privacy; a table of copies has no loss at all.`;

export const remedy =
  "Look in the likeness of the table at the columns that hang together with the label. Generators that model relations with the label, and more rows, bring the loss down.";

export const pitfalls: readonly string[] = [
  "Testing on synthetic rows: it shows how predictable the generator is, not what the model is worth.",
  "No model of real people beside it: an AUC of .85 is poor where .92 can be had, and all there is where .86 can.",
  "Comparing two AUCs of the same people as if they were of different people: the interval is too wide, and losses are overlooked.",
  "Testing on people whom the generator saw, without saying so.",
  "A class that the synthetic table lost, dropped from the test as well.",
];
