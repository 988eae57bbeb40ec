/** The gap attack (Yeom et al. 2018, §4.2; Choquette-Choo et al. 2021, §3.3): whoever is classified rightly is said to be in the data. */
import type { Play } from "./ask.ts";

/** 1 if the label is right, else 0. */
export function* right(own: Float64Array, truth: number): Play {
  const [label] = yield [own];
  return Number(label === truth);
}
