/** What the report and the documentation say of data/representation. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Representation",
  question: "Are the people in the data like those it will be used on?",
  short: "Does the data look like the people it will be used on?",
  adversary: {
    is: "nobody in particular: this is a question about the data, not an attack",
    knows: "the table and, better, the shares of the people it is for",
    holds: "everything",
    wants: "to see who is too few, and who is missing",
    access: "data",
  },
  sources: [
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle",
      url: "https://arxiv.org/abs/1901.10002",
    },
    {
      text: "Asudeh, Jin & Jagadish 2019, Assessing and Remedying Coverage for a Given Dataset",
      url: "https://arxiv.org/abs/1810.06742",
    },
    {
      text: "Deming & Stephan 1940, On a Least Squares Adjustment of a Sampled Frequency Table When the Expected Marginal Totals are Known",
      url: "https://doi.org/10.1214/aoms/1177731829",
    },
    { text: "Kish 1965, Survey Sampling (design effect of weights)", url: null },
    {
      text: "Lin 1991, Divergence Measures Based on the Shannon Entropy",
      url: "https://doi.org/10.1109/18.61115",
    },
    {
      text: "McDiarmid 1989, On the method of bounded differences (the interval of the total variation)",
      url: "https://doi.org/10.1017/CBO9781107359949.008",
    },
    {
      text: "Donner & Zou 2012, Closed-form confidence intervals for functions of the normal mean and standard deviation (ratios by MOVER)",
      url: "https://doi.org/10.1177/0962280210383082",
    },
  ],
  how: `Every protected attribute, every pair and triple of them, and the other columns are compared with a **target**: the shares that were given, else those of the population's table, else (said so) as many rows of each group. Of an intersection whose target is not known, but those of its attributes are, the target is what independence gives. Rows without a value are left out, and counted beside. With weights, shares are weighted and n is what they are worth, (Σw)²/Σw².

- **Total variation** (\`tv\`): ½ Σ|p − q|, the share of rows that would have to be other people's. Its interval is ± (noise floor at p + √(ln 20 / 2n)), which holds for any n. The noise floor, ½ Σ√(2q(1 − q)/πn), is what mere drawing gives.
- **Other distances**: Hellinger; Jensen and Shannon (\`js-distance\` is the root, with natural logarithms; the divergence is there in nats and bits), Kullback and Leibler, PSI, Cohen's w. Tests: chi-square and G, of one sample against known shares, of two samples against the population's table.
- **Evenness**: entropy over ln k, effective number of groups exp(H), inverse Simpson 1/Σp², largest over smallest group.
- **Groups** (\`share\`, \`representation\`): p with Wilson's interval, and p/q: 1 is as in the target, 0.5 half as many. Where the target is a sample, its own uncertainty counts (MOVER). Rows to collect: (q·n − k)/(1 − q) for k of n rows, which bring the group's share to q when all others stay.
- **Numbers**: ten bins with as many of the population each, a number that many have a bin of its own; beside them KS and Wasserstein's distance.
- **The test set** (\`holdout.tv\`, \`holdout.share\`, \`holdout.representation\`): where a holdout was given, the same against the same target, and how well a rate would be known in each group.
- **Too few** (maximal uncovered patterns): the most general combinations of up to \`depth\` values that fewer than \`tau\` rows have, level by level; nothing below an uncovered pattern is looked at. Listed are those of which most are expected.
- **Repair**: raking weights (\`raking.*\`) that bring all attributes with a known target to it at once, with Kish's design effect n Σw²/(Σw)², the number of rows they leave the data worth, and the largest weight. They are written to \`weights.csv\` in the folder of the run, one for each row of the training table in its order; \`--weights weights.csv\` audits the table with them (\`--weights COLUMN\` takes them from a column). The same groups then have the shares of the target.`,
  reading:
    "A total variation near its noise floor is what chance gives. Look at the groups: a representation below 1 whose interval does not reach 1 means that the group is too few. With no target given, everything is held against equal numbers of each group, **which is a yardstick and no ideal**: nobody's population is like that. Weights repair shares; they do not bring back people who are not in the data, and a design effect of 2 means that half of the rows' worth is lost. Nothing here is judged.",
  remedy:
    "Collect more rows of the groups listed, or train with weights where the groups have enough rows; without a target, find out who the data will be used on first.",
  pitfalls: [
    "A test against shares that were themselves counted in a sample, as if they were known: it rejects too often. Here both samples count.",
    "A p value as the answer: with many rows every difference is significant. The distance and its noise floor are the answer.",
    "A divergence without its base: Jensen and Shannon's is 0.69 or 1 at most, and its root is not the divergence.",
    "PSI and Kullback and Leibler with empty groups filled by 0.0001: the number is then about the filler. Here it is infinite, and said so.",
    "Groups of the target that no row is of, left out because they do not appear in the data: they are the worst represented of all.",
    "Looking at one attribute at a time: each may be as it should, and their intersection empty.",
  ],
};
