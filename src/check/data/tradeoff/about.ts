/** The words of data/tradeoff, as explain and the report print them. */
import type { CheckSpec } from "../../types.ts";

export const about: Pick<
  CheckSpec<"data", unknown>,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
> = {
  title: "What can be had together",
  question: "Which demands of fairness can be met at once on this data, and what does each cost?",
  short: "Which demands of fairness can be met at once?",
  adversary: {
    is: "nobody: this is a question about the data and its score",
    knows: "the table, its label and a score",
    holds: "everything",
    wants: "to choose a demand, knowing what it costs",
    access: "data",
  },
  sources: [
    {
      text: "Chouldechova 2017, Fair Prediction with Disparate Impact",
      url: "https://doi.org/10.1089/big.2016.0047",
    },
    {
      text: "Kleinberg, Mullainathan & Raghavan 2017, Inherent Trade-Offs in the Fair Determination of Risk Scores",
      url: "https://doi.org/10.4230/LIPIcs.ITCS.2017.43",
    },
    {
      text: "Hardt, Price & Srebro 2016, Equality of Opportunity in Supervised Learning",
      url: "https://arxiv.org/abs/1610.02413",
    },
  ],
  how: `For each protected attribute. Groups of fewer than 30 rows, and groups of one class, are left out and said.

1. In each group every threshold of the score gives a false and a true positive rate (FPR, TPR). Mixtures of thresholds reach every point of the **convex hull** of these. Where there are more than \`levels\` different scores they are cut by quantiles.
2. The share called positive, TPR, FPR, accuracy and cost are linear in the weights of the mixture. So the cheapest rule under a criterion is a **linear program**, solved by the simplex method: equal TPR; equal FPR; both (equalized odds); equal shares called positive (demographic parity); all three. For equal precision v, p·TPR·(1 − v) = (1 − p)·FPR·v is linear for each v; v is searched.
3. **Frontier**: the same with a gap of at most t instead of none, for 21 values of t, beside the decisions as they are (those given, else a score of one half and more).
4. **Intervals**: the table of group, score and label is drawn again \`replicates\` times (fewer with many groups), the programs are solved on each; the interval holds 199 of 200 results, and these mirrored at the optimum, which in a sample is too good. Gaps that are left are differences of two groups with a sign, so that one that may be none reaches 0. Where all groups may have the same share of positives, equal errors may bring equal shares called positive with them: the interval of both then holds what equal errors allow, too.
5. **What base rates force**, whatever the score: FPR = p/(1 − p) · (1 − PPV)/PPV · (1 − FNR). Equal precision and equal misses make the FPRs of two groups differ by the odds ratio of their base rates (shown for the two groups that differ most clearly; interval of Woolf, corrected for their being chosen). A calibrated score has p·z + (1 − p)·x = p for the mean scores z of positives and x of negatives: equal z and equal x need equal p, or a score that is never wrong. If a score keeps positives and negatives D apart (after isotonic calibration; the smaller D of the two groups), the larger of the two gaps is at least (p − q)(1 − D): \`calibration.violation\`, which mean scores reach if both groups have that D.`,
  reading:
    "Each row of the table is the best that this score allows when the criterion holds exactly: how often it is right, what that costs against no criterion, and which gaps are left. Where the shares of positives differ by more than chance, not all criteria can hold at once; which of them matters is not a question that data can answer: `telltale choose` asks what is needed for it. Where they do not differ by more than chance, no conflict is shown, up to the bound that is given. The optima are those of the people in the table: on others a rule reaches a little less. Nothing here is judged.",
  remedy:
    "Choose one demand and say why (telltale choose). If its cost is high, a better score for the group that it is worst for buys more than any threshold. If the label itself is not trusted, none of these criteria helps: they all take it as the truth.",
  pitfalls: [
    "Reporting all gaps as faults: when base rates differ some gap must be left, and closing one opens another.",
    "Quoting the impossibility without numbers: how much is forced depends on how far base rates differ, and their difference has an interval.",
    "Comparing criteria at thresholds of somebody's choice: here each is given its best rule.",
    "Taking a precision of 0 where nobody is called positive: it is undefined, and said to be.",
  ],
};
