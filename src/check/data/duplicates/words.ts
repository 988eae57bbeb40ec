/** What the report and the documentation say of data/duplicates. */
import type { AnyCheck } from "../../types.ts";

type Words = Pick<
  AnyCheck,
  "title" | "question" | "short" | "adversary" | "sources" | "how" | "reading" | "remedy" | "pitfalls"
>;

export const words: Words = {
  title: "Duplicates",
  question: "Are people in the table twice, and do their labels agree?",
  short: "Are people in the table twice?",
  adversary: {
    is: "nobody in particular: this is a question about the data, not an attack",
    knows: "the table, and the holdout if there is one",
    holds: "everything",
    wants: "to see who counts more than once, and which answers were known before the test",
    access: "data",
  },
  sources: [
    {
      text: "Lee et al. 2022, Deduplicating Training Data Makes Language Models Better",
      url: "https://arxiv.org/abs/2107.06499",
    },
    {
      text: "Kandpal, Wallace & Raffel 2022, Deduplicating Training Data Mitigates Privacy Risks in Language Models",
      url: "https://arxiv.org/abs/2202.06539",
    },
    {
      text: "Barz & Denzler 2020, Do We Train on Test Data? Purging CIFAR of Near-Duplicates",
      url: "https://arxiv.org/abs/1902.00423",
    },
    {
      text: "Suresh & Guttag 2021, A Framework for Understanding Sources of Harm throughout the Machine Learning Life Cycle",
      url: "https://arxiv.org/abs/1901.10002",
    },
  ],
  how: `Compared are the columns that describe people, and the label: no keys, no free text, nothing ignored, no predictions, no weights. Values are compared as they were read: \`1.0\` equals \`1\`, missing equals missing. Weights do not count.

- **Equal rows** (\`duplicates\`): rows beyond the first of their kind, of all rows. Wilson's interval is widened by how many of them come at once, Σ(s − 1)²/Σ(s − 1) for kinds of s rows. By group (\`repeated\`), of the different rows, those that occur more than once.
- **By chance**: every column is put in a random order of its own, and equal rows are counted again, up to 99 times. By group, the pairs of equal rows to be expected if its columns were independent, which is an exact formula.
- **Nearly equal rows** (\`near-duplicates\`), of different rows, those that are like an earlier one: the same in all columns but one, or the same in all categories while numbers differ by at most 1 % of the column's range. With at least three columns. The search is exact.
- **Conflicting labels** (\`least-error\`): of rows that are equal in all columns but the label, all but those with the commonest label. Any model that sees these columns gets so many wrong on this table. Of a label of numbers: the mean absolute error that remains (\`least-absolute-error\`).
- **Across the split** (\`holdout-in-train\`, \`holdout-near-train\`): rows of the holdout that equal a row of the table, or nearly do. \`holdout-conflicts\`: of labelled rows of the holdout that equal labelled rows of the table in all columns but the label, those whose label none of these has. With a declared key, people of the holdout who are in the table too.

Groups of each protected attribute and pair of them are compared as in data/label; those of fewer than 30 different rows are shown and not compared.`,
  reading:
    "Beyond what chance makes, equal rows are either the same people recorded twice, or records too coarse to tell people apart. **Real columns go together, so that chance makes more equal rows than of independent columns**: somewhat more than expected is no proof. A group with more repeated rows counts more than it should, and what is learnt of its people is remembered best: duplicated rows are the first that attacks find. Rows of the holdout that were learnt from make test results too good. Nothing here is judged.",
  remedy:
    "Find out where repeated rows come from (joins, several sources, several visits), keep one row of each person, and split by person and not by row. Ask why equal people have different labels: what decided is not in the table, or labels were given unlike.",
  pitfalls: [
    "Dropping equal rows from a table of few categories: two people who are alike are two people.",
    "Comparing rows with their identifiers: then no two are equal.",
    "Splitting into train and test at random where people have several rows: the test then asks what was learnt by heart.",
    "Counting equal rows by group without what chance makes: a large group has more pairs of people who are alike by chance.",
  ],
};
