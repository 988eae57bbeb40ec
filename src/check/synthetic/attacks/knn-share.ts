/** `knn-share`: who lives around the person, made rows or strangers? */
import type { Neighbours } from "../../../table/nearest.ts";
import type { NearAttack } from "./attack.ts";

const most = 5;

export const knnShare: NearAttack = {
  id: "knn-share",
  k: most,
  reference: true,
  how: `the share of synthetic rows among the ${most} nearest of both tables, synthetic and reference (rows at the same distance as the last count in part)`,
  source: {
    text: "Ward et al. 2024, Data Plagiarism Index: Characterizing the Privacy Risk of Data-Copying in Tabular Generative Models",
    url: "https://arxiv.org/abs/2406.13012",
  },
  score({ crowd, synthetic, reference }) {
    if (!reference) throw new Error("knn-share compares with a reference");
    const k = Math.min(most, synthetic.k, reference.k);
    return Float64Array.from(crowd.rows, (_, i) => shareOf(synthetic, reference, i, k));
  },
};

function shareOf(a: Neighbours, b: Neighbours, i: number, k: number): number {
  const [of, against] = [a, b].map((near) => near.distances.subarray(i * near.k, i * near.k + k));
  let [x, y] = [0, 0];
  let last = 0;
  while (x + y < k) {
    last = Math.min(of![x] ?? Infinity, against![y] ?? Infinity);
    if ((of![x] ?? Infinity) <= last) x++;
    else y++;
  }
  const below = (distances: Float32Array): number => distances.filter((distance) => distance < last).length;
  const at = (distances: Float32Array): number => distances.filter((distance) => distance === last).length;
  const open = k - below(of!) - below(against!);
  return (below(of!) + (open * at(of!)) / (at(of!) + at(against!))) / k;
}
