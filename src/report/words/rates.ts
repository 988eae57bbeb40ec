/** Rates of labels and predictions in words. */
import { visible } from "./names.ts";

const names: { readonly [id: string]: string } = {
  "base-rate": "base rate",
  "selection-rate": "selection rate",
  tpr: "true positive rate",
  fpr: "false positive rate",
  tnr: "true negative rate",
  fnr: "false negative rate",
  ppv: "positive predictive value",
  npv: "negative predictive value",
  fdr: "false discovery rate",
  for: "false omission rate",
};

/** "true positive rate"; of one that has no entry its id. */
export const rateName = (id: string): string => names[id] ?? visible(id);
