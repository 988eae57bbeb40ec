/** What is said of synthetic/fidelity. */
import type { Source } from "../../finding.ts";

export const sources: readonly Source[] = [
  {
    text: "Platzer & Reutterer 2021, Holdout-Based Empirical Assessment of Mixed-Type Synthetic Data (shares of one, two and three columns)",
    url: "https://doi.org/10.3389/fdata.2021.679939",
  },
  {
    text: "Bergsma 2013, A bias-correction for Cramér's V and Tschuprow's T",
    url: "https://doi.org/10.1016/j.jkss.2012.10.002",
  },
];

export const how = `Every column is cut into at most ten bins: numbers and times at round places near the deciles of the real table, a value that many people have alone; labels by frequency, the rest together; missing values apart.

- **Accuracy** of one, two and three columns: 1 − TVD, one minus half the summed differences of the shares of all bins (and of all combinations of bins), averaged over all columns, pairs and triples. Of very many pairs or triples a random sample is taken.
- **Ceiling**: what that accuracy would be, on average, if all rows had been dealt out to the two tables at random: the synthetic table cannot be told from another sample of the same people. In large cells this is 1 − ½ Σ √(2/π · p(1−p)(1/n₁+1/n₂)); in cells with few rows the exact mean of the binomial law.
- **Shape** of each column: one minus the Kolmogorov–Smirnov distance of numbers and times, one minus the total variation distance of labels, over rows that have a value.
- **Association** of each pair, on one scale from 0 to 1 for all types: Cramér's V of the binned columns with Bergsma's correction, in the real and in the synthetic table; the number is one minus the mean absolute difference.
- **SDMetrics' quality score**, as its authors compute it, for comparison.`;

export const reading = `1 is the same table. Nothing can be expected to lie above its ceiling: an accuracy *above* it means that the table keeps more of these very people than another sample of the population would have, which is a reason to look at the attacks.

A table can be like the real one and leak, or be unlike it and leak all the same. These numbers say what the table is worth, not whom it harms; they are never judged.`;

export const remedy =
  "Look at the columns and pairs with the lowest numbers first. More training, or a generator that models relations between columns, brings them up; so does leaking: watch both sides.";

export const pitfalls: readonly string[] = [
  "Comparing with 1 instead of the ceiling: three columns of 2,000 people reach .88 in another sample of the same population, not 1.",
  "A ceiling from the normal law in cells of a few rows: it promises what real people do not reach.",
  "Cutting each table into bins by its own range (SDMetrics' pair trends): one large value moves all bins, and equal tables look different.",
  "Cramér's V without correction: with ten bins on a side independent columns seem to hang together.",
  "Edges of bins that are somebody's value, and labels of one person, printed in the report.",
];
