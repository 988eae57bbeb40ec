/** `knn-share`: who lives around the person, made rows or strangers? */
import type { Neighbours } from "../../../table/nearest.ts";
import type { NearAttack } from "./attack.ts";

const most = 50;
/** What a neighbour counts of the one before: about the nearest five decide, and the others break the ties that a plain share of five would leave. */
const decay = 0.8;

export const knnShare: NearAttack = {
  id: "knn-share",
  k: most,
  reference: true,
  how: `the share of synthetic rows among the ${most} nearest of both tables, synthetic and reference, where each neighbour counts ${decay} of the one before (at equal distances all count the same)`,
  source: {
    text: "Ward et al. 2024, Data Plagiarism Index: Characterizing the Privacy Risk of Data-Copying in Tabular Generative Models",
    url: "https://arxiv.org/abs/2406.13012",
  },
  score({ crowd, synthetic, reference }) {
    if (!reference) throw new Error("knn-share compares with a reference");
    return Float64Array.from(crowd.rows, (_, i) => shareOf(nearOf(synthetic, i), nearOf(reference, i)));
  },
};

const nearOf = ({ k, distances }: Neighbours, i: number): Float32Array =>
  distances.subarray(i * k, i * k + Math.min(k, most));

/** Both rising. */
function shareOf(made: Float32Array, others: Float32Array): number {
  // Both lists reach equally far only until the shorter one ends.
  const k = Math.min(made.length, others.length);
  let [x, y, sum, all] = [0, 0, 0, 0];
  while (x + y < k) {
    const next = Math.min(made[x] ?? Infinity, others[y] ?? Infinity);
    const [fromX, fromY] = [x, y];
    while (x < made.length && made[x] === next) x++;
    while (y < others.length && others[y] === next) y++;
    const upTo = Math.min(k, x + y);
    const weight = decay ** (fromX + fromY) - decay ** upTo;
    all += weight;
    sum += (weight * (x - fromX)) / (x + y - fromX - fromY);
  }
  return sum / all;
}
