/** `closest-relative`: a row nearby says little where everybody has one; what counts is how much nearer it is than strangers are. */
import type { NearAttack } from "./attack.ts";

export const closestRelative: NearAttack = {
  id: "closest-relative",
  k: 1,
  reference: true,
  how: "d_R − d_S, where d_R is the distance to the nearest row of the reference",
  source: {
    text: "Chen et al. 2020, GAN-Leaks (attack calibration)",
    url: "https://arxiv.org/abs/1909.03935",
  },
  score({ crowd, synthetic, reference }) {
    if (!reference) throw new Error("closest-relative compares with a reference");
    return Float64Array.from(
      crowd.rows,
      (_, i) => reference.distances[i * reference.k]! - synthetic.distances[i * synthetic.k]!,
    );
  },
};
