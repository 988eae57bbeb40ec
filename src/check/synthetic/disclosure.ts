/** synthetic/disclosure: whoever knows by what a person can be recognised, what does the synthetic table tell them? */
import { z } from "zod";
import { guessing } from "../../risk/guessing.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { CheckSpec } from "../types.ts";
import { overlap } from "../overlap.ts";
import { playedOn } from "./arena.ts";
import { keyMeasures, secretMeasures } from "./disclosure/measures.ts";
import { keysWork, secretWork } from "./disclosure/works.ts";
import { candidates, isConstant, secretsOption, toleranceOption } from "./secrets.ts";

export type DisclosureOptions = {
  readonly secrets: readonly string[] | null;
  readonly tolerance: number;
  readonly targets: number | "all";
  readonly nearest: number;
};

const id = "synthetic/disclosure";

const options = z.object({
  secrets: secretsOption(
    "the columns to learn; null: those marked as secrets, else every column that is not a quasi-identifier",
  ),
  tolerance: toleranceOption,
  targets: z
    .union([z.int().min(1), z.literal("all")])
    .default(2000)
    .describe('people in the data, and as many outside, to try; "all": everybody'),
  nearest: z
    .int()
    .min(0)
    .default(500)
    .describe(
      "of these, so many at most are also looked up by the nearest keys (generalised CAP), which takes time; fewer in a table of very many keys",
    ),
});

export const disclosure: CheckSpec<"synthetic", DisclosureOptions> = {
  id,
  title: "Looking people up",
  question: "Whoever knows a person’s age, sex or the like: what do the rows that fit tell them about that person?",
  short: "Do the rows that fit a person tell a secret?",
  adversary: {
    is: "a neighbour, a journalist, anybody with an address book",
    knows: "the quasi-identifiers of a person",
    holds: "the released table",
    wants: "to look that person up, and to read a secret off the rows that fit",
    access: "data",
  },
  sources: [
    {
      text: "Elliot 2014, Final Report on the Disclosure Risk Associated with the Synthetic Data Produced by the SYLLS Team (correct attribution probability)",
      url: null,
    },
    {
      text: "Taub, Elliot, Pampaka & Smith 2018, Differential Correct Attribution Probability for Synthetic Data",
      url: "https://doi.org/10.1007/978-3-319-99771-1_9",
    },
    {
      text: "Raab, Nowok & Dibben 2024, Practical Privacy Metrics for Synthetic Data (repU, DiSCO)",
      url: "https://arxiv.org/abs/2406.16826",
    },
    {
      text: "Sweeney 2002, k-Anonymity: a Model for Protecting Privacy",
      url: "https://doi.org/10.1142/S0218488502001648",
    },
    {
      text: "Machanavajjhala et al. 2007, l-Diversity: Privacy Beyond k-Anonymity",
      url: "https://doi.org/10.1145/1217299.1217302",
    },
    {
      text: "Li, Li & Venkatasubramanian 2007, t-Closeness: Privacy Beyond k-Anonymity and l-Diversity",
      url: "https://doi.org/10.1109/ICDE.2007.367856",
    },
    {
      text: "Nergiz, Atzori & Clifton 2007, Hiding the Presence of Individuals from Shared Databases (δ-presence)",
      url: "https://doi.org/10.1145/1247480.1247554",
    },
    {
      text: "El Emam 2013, Guide to the De-Identification of Personal Health Information, ch. 16: Cell Size Precedents",
      url: "https://doi.org/10.1201/b14764-29",
    },
  ],
  how: `A **class** is all rows that are equal in every quasi-identifier (values as they were read; missing equals missing).

The game, for each secret in turn:

1. For each person in the data the synthetic rows of the person's class are looked up. The guess is the secret that most of them have; of several, chance chooses. For a number it is the value that most of them would accept.
2. **Hit**: the same category; a number within \`tolerance\` (5 %) of the true one; a date or time on the same day (UTC). Who has no row in the table is not guessed, which is no hit.
3. The same for people outside the data.
4. Advantage R = (p_a − p_c)/(1 − p_c): p_a is the share of hits among people in the data, p_c among outsiders. Of all secrets the largest is judged, corrected for having been the largest.

**A blind guess** is made of the same people, those who have a row in the table, and says what most rows of the whole table have.

Beside it, not judged:

- **CAP**, the correct attribution probability: the share of the rows of a person's class that say the truth, averaged over people whose class is in the table (\`cap\`), over all with 0 for the others (\`cap.zero\`), and with the classes that differ in the fewest columns where there is none (\`cap.generalised\`, on at most \`nearest\` = 500 people of those played on). \`.control\`: outsiders. \`cap.baseline\`: of the same people, the share of all rows that say the truth.
- **k-anonymity**: the smallest class of the synthetic table, and the share of rows in classes smaller than 5 (\`k-anonymity.small\`). **l-diversity**: the fewest different values of the secret in a class. **t-closeness**: the largest distance between the secret in a class and in the whole table; for categories half the sum of |p − q|, for numbers and times the earth mover's distance over the ordered values.
- **k-map**: the fewest people of train in a class that has a synthetic row. **δ-presence**: synthetic rows for each person of a class of train, at most 1; smallest and largest.
- **repU**: the share of people who are alone in their class in train, and whose class has exactly one synthetic row. \`UiO\`: alone in train.
- **DiSCO**: the share of people whose class has only one value of the secret among the synthetic rows, and it is theirs. \`DiO\`: the same within train; \`DiSDiO\`: both.`,
  reading: `0 means that people in the data are looked up with no more success than people who are not. What the rows say of strangers as well is knowledge about the population.

k-anonymity and its kin were made for tables whose rows are people. The rows of a synthetic table are not, so a class of one row endangers nobody by itself, and large classes protect nobody: read them as a description. δ-presence is 0 or 1 in almost every synthetic table for the same reason. repU and DiSCO count people and say at whom the table points; they have no outsiders, and what a key tells in the whole population counts in full.`,
  remedy:
    "Coarsen the quasi-identifiers (age in ten years, region instead of postcode), leave the secret out, or train with differential privacy.",
  pitfalls: [
    "Comparing CAP with one in so many values, as if all were equally common: a secret that 95 % share looks like a leak, and nothing stands beside it for outsiders.",
    "Calling the size of a cluster k-anonymity: classes are rows that are equal.",
    "Averaging CAP over those who are found only, and not saying how many are.",
    "Passing a synthetic table because it is k-anonymous: its rows are nobody’s.",
  ],
  measure: "advantage",
  options,
  presets: { quick: { targets: 500, nearest: 100 }, thorough: { targets: "all" } },
  works: [keysWork, secretWork],
  applies(subject, chosen) {
    if (keysOf(subject).length === 0)
      return {
        reason:
          subject.quasiIdentifiers.length === 0
            ? "no column is marked as a quasi-identifier"
            : "all quasi-identifiers are keys, free text or ignored",
        remedy:
          "Mark the columns by which people can be recognised (age, sex, postcode ...): columns.quasiIdentifiers in the configuration, or --quasi-identifiers.",
      };
    return (
      secretsOf(subject, chosen).length > 0 || {
        reason: "every column is a quasi-identifier or has one value only, so that no secret is left",
        remedy: "Name other columns in columns.secrets, or fewer quasi-identifiers.",
      }
    );
  },
  estimate(subject, chosen) {
    const { rows } = subject.summary;
    const people = playedOn(rows["train"], chosen.targets);
    const outsiders = playedOn(rows["holdout"], chosen.targets);
    const secrets = secretsOf(subject, chosen).length;
    const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
    return { tasks: secrets + 1, seconds: 0.2 + 1.5e-6 * all * (secrets + 1), people, outsiders, chance: 0.4 };
  },
  async play({ subject, options: chosen, seed, compute }) {
    const names = keysOf(subject);
    const { targets, tolerance, nearest } = chosen;
    const input = { tables: subject.tables, key: subject.key, names, seed };
    const secrets = secretsOf(subject, chosen);
    const [[keys], found] = await Promise.all([
      compute(keysWork, [input]),
      compute(
        secretWork,
        secrets.map((secret) => ({
          ...input,
          secret,
          tolerance,
          nearest,
          targets: targets === "all" ? null : targets,
        })),
      ),
    ]);
    if (!keys) throw new Error("compute gives one output for one input");
    const games = found.map(({ train, holdout }, at) => ({
      of: { secret: secrets[at] ?? "" },
      attack: train.hits,
      ...(holdout && { control: holdout.hits }),
      baseline: Float64Array.from(train.usual),
    }));
    const judged = guessing(games, { measure: "advantage", seed, name: id });
    return {
      ...judged,
      measures: [
        ...judged.measures,
        ...keyMeasures(keys),
        ...found.flatMap((each, at) => secretMeasures(secrets[at] ?? "", each, keys)),
      ],
      validity: [...judged.validity, ...overlap(subject)],
      reference: subject.holdout
        ? "how often the same rows tell the secret of people who are not in the data"
        : "how often what most rows of the whole table say is right",
      curves: [],
      adversary: { knows: names.join(", ") },
      facts: {
        quasiIdentifiers: names,
        unusable: subject.quasiIdentifiers.filter((name) => !names.includes(name)),
        secrets,
        tolerance,
        synthetic: keys.rows,
        classes: keys.classes,
        smallClasses: keys.small,
        keysFound: keys.train.matched,
        keysFoundOutsiders: keys.holdout && keys.holdout.matched,
        uniquePeople: keys.unique,
        replicated: keys.replicated,
      },
    };
  },
};

/** Quasi-identifiers that attacks may use. */
const keysOf = ({ quasiIdentifiers, columns }: Synthetic): string[] =>
  columns.filter((name) => quasiIdentifiers.includes(name));

/** @throws TelltaleError COLUMN_UNKNOWN */
function secretsOf(subject: Synthetic, { secrets }: DisclosureOptions): string[] {
  const keys = keysOf(subject);
  return candidates(subject, secrets).filter((name) => !keys.includes(name) && !isConstant(subject, name));
}
