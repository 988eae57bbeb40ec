import { expect, test } from "vitest";
import type { Finding } from "../../check/finding.ts";
import { measure } from "../testing/measure.ts";
import { gistOf } from "./gist.ts";

type Measure = Finding["measures"][number];
const gist = (measures: readonly Measure[], ids: readonly string[], headline: object | null = null): string =>
  gistOf({ measures, headline } as unknown as Finding, ids).replaceAll(/\s/g, " ");

test.for<[string, Record<string, string> | undefined, string]>([
  [
    "base-rate.difference",
    { attribute: "sex&race", class: ">50K" },
    "the label >50K differs by 0.200 [0.100, 0.300] between groups of sex and race",
  ],
  ["missing.difference", { attribute: "sex", column: "job" }, "how often job is missing differs by 0.200"],
  ["default.difference", { attribute: "sex", column: "hours", value: "40" }, "how often hours is 40 differs"],
  [
    "clipping.difference",
    { attribute: "sex", column: "age", end: "largest", value: "90" },
    "age is its largest value, 90, differs",
  ],
  [
    "slope.difference",
    { attribute: "sex", column: "married", value: "no" },
    "what married = no says of the label differs",
  ],
  ["own-model-gain", { group: "sex=F" }, "for sex=F a model of their own is 0.200 [0.100, 0.300] better"],
  ["proxy-auc", { attribute: "sex" }, "the other columns tell sex with an AUC of 0.200"],
  ["holdout.tv", { column: "age" }, "by age, 20 % [10 %, 30 %] of the test set would have to be others"],
  ["told-apart", undefined, "a classifier tells the two tables apart with an AUC of 0.200"],
  [
    "divergence",
    { outcome: "fpr", subgroup: "a=1&b=2" },
    "among a=1 and b=2 the false positive rate is 0.200 [0.100, 0.300] higher than among everybody",
  ],
  [
    "price",
    { attribute: "sex", criterion: "equalized-odds+demographic-parity" },
    "to have equalized odds and demographic parity between groups of sex costs 0.200",
  ],
  ["something-new", { group: "sex=F" }, "something-new 0.200 [0.100, 0.300] (sex=F)"],
])("%s in words", ([id, of, says]) => {
  expect(gist([measure(id, of, [0.2, 0.1, 0.3])], [id])).toContain(says);
});

test("what is negative is said in the other word", () => {
  const worse = measure("own-model-gain", { group: "sex=F" }, [-0.2, -0.3, -0.1]);
  expect(gist([worse], ["own-model-gain"])).toContain("is 0.200 [0.100, 0.300] worse");
  const lower = measure("divergence", { outcome: "error-rate", subgroup: "a=1" }, [-0.2, -0.3, -0.1]);
  expect(gist([lower], ["divergence"])).toContain("error rate is 0.200 [0.100, 0.300] lower");
});

test("the headline where no measure is asked for; nothing where there is none", () => {
  const headline = {
    measure: "difference",
    of: { attribute: "sex", rate: "tpr" },
    estimate: { value: 0.1, low: 0, high: 0.2 },
  };
  expect(gist([], [], headline)).toBe("the true positive rate differs by 0.100 [0.000, 0.200] between groups of sex");
  expect(gist([], [])).toBe("");
  expect(gist([], ["tv"])).toBe("nothing to report");
});

test("small cells, and those that chance explains, do not come first", () => {
  const small: Measure = { ...measure("tv", { attribute: "race" }, [0.9, 0.8, 1]), status: "small" };
  const wide = measure("tv", { attribute: "job" }, [0.5, 0, 1]);
  const clear = measure("tv", { attribute: "sex" }, [0.2, 0.1, 0.3]);
  expect(gist([small, wide, clear], ["tv"])).toMatch(/^by sex/);
});

test("a distance to equal numbers is said to be one", () => {
  const measures = [measure("tv", { attribute: "race" }, [0.2, 0.1, 0.3])];
  const of = (basis: string) =>
    gistOf({ measures, headline: null, facts: { features: [{ name: "race", basis }] } } as unknown as Finding, ["tv"]);
  expect(of("uniform")).toMatch(/would have to be others for all groups to be of one size$/);
  expect(of("shares")).toMatch(/would have to be others$/);
});
