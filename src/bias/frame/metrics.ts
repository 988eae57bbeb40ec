/** What a frame can say of each group. */

export const rateIds = [
  "base-rate",
  "selection-rate",
  "tpr",
  "fpr",
  "tnr",
  "fnr",
  "ppv",
  "npv",
  "fdr",
  "for",
  "accuracy",
  "error-rate",
] as const;
export type RateId = (typeof rateIds)[number];

/** Of labels and predictions that are one of two things. */
export const classIds = [
  "count",
  ...rateIds,
  "balanced-accuracy",
  "f1",
  "mcc",
  "average-odds",
  "treatment-equality",
] as const;
/** Of scores: the chance of the positive class. */
export const scoreIds = ["auc", "mean-score", "brier", "log-loss", "ece"] as const;
/** Of labels and predictions that are numbers. */
export const numberIds = ["mean-error", "mae", "rmse"] as const;
export const metricIds = [...classIds, ...scoreIds, ...numberIds] as const;
export type MetricId = (typeof metricIds)[number];

/** These may be below 0: there is no ratio of them. */
export const signed: ReadonlySet<string> = new Set<MetricId>(["mcc", "mean-error"]);
