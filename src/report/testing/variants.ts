/** The runs that a report must survive, by name. */
import type { Finding } from "../../check/finding.ts";
import { policies } from "../../risk/limits.ts";
import type { Run } from "../../run/schema.ts";
import { extras } from "./extras.ts";
import { modelRun } from "./models.ts";
import { honestGames, leakyGames, runOf, type Games } from "./runs.ts";

const leaky = { name: "flip30", games: leakyGames };
const honest = { name: "mostly", games: honestGames };
/** With every check that there is. */
const wholeLeaky = { ...leaky, games: byAttacker(leakyGames), extra: extras(true) };
const wholeHonest = { ...honest, games: byAttacker(honestGames), extra: extras(false) };

/** Each secret attacked by the nearest row and by a learned model. */
function byAttacker({ inference = [], ...games }: Games): Games {
  const of = (secret: string | undefined, attack: string) => ({ secret: secret ?? "", attack });
  const both = inference.flatMap((game, i) => [
    { ...game, of: of(game.of?.["secret"], "nearest") },
    {
      ...game,
      of: of(game.of?.["secret"], "learned"),
      hits: Math.round(game.hits + (i % 3 === 0 ? -0.08 : 0.03) * (2000 - game.hits)),
      control: Math.round(game.control + (i % 3 === 0 ? 0.02 : 0.03) * (2000 - game.control)),
    },
  ]);
  return { ...games, inference: both };
}

/** Names that would break out of HTML, XML, Markdown or a terminal if they could. */
export const hostileNames: readonly string[] = [
  `<script>alert("x")</script>`,
  `" onmouseover="alert(1)`,
  `'><img src=x onerror=alert(1)>`,
  "</title></style><h1>",
  "👩‍👩‍👧‍👦 family 🏳️‍🌈",
  "\u001b[31mred\u001b[0m\nnext line",
  "\u202egnp.exe",
  "__proto__",
  "a|b `c` [d](javascript:alert(1)) @everyone",
  `a very long column name ${"that goes on ".repeat(20)}`,
  "",
  "]]> &amp; &lt;",
];

const suiteOf = (names: readonly string[]): Games => ({
  ...leakyGames,
  inference: names.map((secret, i) => ({
    of: { secret },
    hits: 700 + 9 * i,
    n: 2000,
    control: 300 + 12 * i,
    blind: 0.02 + 0.01 * i,
  })),
});

const withReason =
  (verdict: "not-applicable" | "error", code: string, message: string, remedy: string) =>
  (finding: Finding): Finding => ({
    ...finding,
    verdict,
    headline: null,
    advantage: null,
    measures: [],
    validity: [],
    curves: [],
    limit: null,
    pFail: null,
    pFailHolm: null,
    pPass: null,
    needs: null,
    reason: { code, message, remedy },
  });

const made: { readonly [name: string]: () => Run } = {
  both: () => runOf([leaky, honest]),
  leaky: () => runOf([leaky]),
  honest: () => runOf([honest], { look: 4 }),
  whole: () => runOf([wholeLeaky, wholeHonest], { comparisons }),
  "whole leaky": () => runOf([wholeLeaky]),
  "whole honest": () => runOf([wholeHonest]),
  candidates: () =>
    runOf([wholeLeaky, wholeHonest, { ...wholeHonest, name: "third" }, { ...honest, name: "plain" }], { comparisons }),
  model: () => modelRun([{ name: "loc", leaks: true }]),
  models: () =>
    modelRun([
      { name: "loc", leaks: true },
      { name: "stopped-early", leaks: false },
    ]),
  tensors: () => modelRun([{ name: "images", leaks: true, tensors: true }]),
  tight: () => runOf([leaky, honest], { limits: policies.tight }),
  "no holdout": () =>
    runOf([
      { ...leaky, holdout: false },
      { ...honest, holdout: false },
    ]),
  "no limits": () => runOf([leaky], { limits: {} }),
  error: () =>
    runOf([honest], {
      edit: (finding) =>
        finding.check === "synthetic/linkability"
          ? withReason(
              "error",
              "WORKER_LOST",
              "A worker was lost three times (out of memory).",
              "Give more memory with --memory, or fewer workers.",
            )(finding)
          : finding,
    }),
  "not applicable": () =>
    runOf([leaky], {
      edit: withReason("not-applicable", "one-column", "there is only one column to attack", "Ignore fewer columns."),
    }),
  accepted: () =>
    runOf([leaky, honest], {
      edit: (finding) =>
        finding.verdict === "fail"
          ? {
              ...finding,
              accepted: {
                reason: `The table stays in the house; see "note <7>".`,
                until: "2027-03-01",
                by: "R. Okafor & Co",
              },
            }
          : finding,
    }),
  small: () =>
    runOf([
      {
        name: "small",
        games: {
          linkability: [{ hits: 3, n: 20, control: 1, blind: 0.05 }],
          inference: ["age", "sex", "income", "race"]
            .map((secret, i) => ({
              of: { secret },
              hits: 5 + 4 * i,
              n: i === 3 ? 6 : 20,
              control: i === 2 ? 20 : 4 + 3 * i,
              controlN: i === 3 ? 6 : 20,
              blind: 0.2,
            }))
            .map((game) => ({
              ...game,
              hits: Math.min(game.hits, game.n),
              control: Math.min(game.control, game.controlN),
            })),
          copies: [{ hits: 0, n: 4, control: 0 }],
        },
      },
    ]),
  hostile: () =>
    runOf([{ name: `<img src=x onerror="alert(1)">`, games: suiteOf(hostileNames), columns: hostileNames }, honest]),
  mixed: () =>
    runOf(
      [
        { name: `<b>"x"</b>`, games: suiteOf(hostileNames.slice(0, 6)), columns: hostileNames },
        honest,
        { ...leaky, name: "third", holdout: false },
      ],
      {
        look: 3,
        edit: (finding) => {
          if (finding.subject === "mostly" && finding.check === "synthetic/copies")
            return withReason("error", "WORKER_LOST", "A worker was lost.", "Give more memory.")(finding);
          if (finding.subject === "mostly" && finding.check === "synthetic/singling-out")
            return withReason(
              "not-applicable",
              "one-column",
              "there is only one column to attack",
              "Ignore fewer columns.",
            )(finding);
          return finding.verdict === "fail" && finding.check === "synthetic/copies"
            ? { ...finding, accepted: { reason: "It stays in the house.", until: "2027-03-01", by: "R. Okafor" } }
            : finding;
        },
      },
    ),
  many: () =>
    runOf(
      Array.from({ length: 7 }, (_, i) => ({
        name: `release-${i + 1}`,
        games: i % 3 === 0 ? leakyGames : honestGames,
      })),
    ),
  wide: () => {
    const names = Array.from({ length: 60 }, (_, i) => `indicator_${i + 1}_of_household_income`);
    return runOf([{ name: "household-panel-2026-first-release", games: suiteOf(names), columns: names }]);
  },
};

/** Paired intervals of the leaky table against the honest one. */
const comparisons: Run["summary"]["comparisons"] = [
  {
    check: "synthetic/inference",
    a: "flip30",
    b: "mostly",
    of: { secret: "age", attack: "nearest" },
    measure: "difference of excess",
    value: 0.245,
    low: 0.208,
    high: 0.281,
    n: 2000,
    games: 30,
  },
  {
    check: "synthetic/membership",
    a: "flip30",
    b: "mostly",
    of: { attack: "closest" },
    measure: "difference of auc",
    value: 0.104,
    low: 0.079,
    high: 0.129,
    n: 2000,
    games: 10,
  },
  {
    check: "synthetic/singling-out",
    a: "flip30",
    b: "mostly",
    of: { mode: "univariate" },
    measure: "difference of excess",
    value: 0.021,
    low: -0.048,
    high: 0.09,
    n: 162,
    games: 2,
  },
];

/** Each is built once. */
const built = new Map<string, Run>();
export const variants: { readonly [name: string]: () => Run } = Object.fromEntries(
  Object.entries(made).map(([name, make]) => [
    name,
    () => {
      const run = built.get(name) ?? make();
      built.set(name, run);
      return run;
    },
  ]),
);
