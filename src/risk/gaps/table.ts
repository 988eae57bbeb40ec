/** Random tables with given margins: how reshuffled hits fall on groups. */
import { logHypergeometricPmf, type Urn } from "../../stats/hypergeometric.ts";
import type { Stream } from "../../stats/stream.ts";

/** Hits of each group when `total` hits are dealt to people at random (multivariate hypergeometric). */
export function reshuffledTable(sizes: readonly number[], total: number, random: Stream): number[] {
  let people = sizes.reduce((sum, n) => sum + n, 0);
  let left = total;
  return sizes.map((n) => {
    const hits = hypergeometric({ total: people, marked: left, drawn: n }, random);
    people -= n;
    left -= hits;
    return hits;
  });
}

/** By inversion from the likeliest number outward, so that it takes about as many steps as the standard deviation. */
function hypergeometric(urn: Urn, random: Stream): number {
  const { total, marked, drawn } = urn;
  const least = Math.max(0, drawn + marked - total);
  const most = Math.min(drawn, marked);
  if (least === most) return least;
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))));
  const atMode = Math.exp(logHypergeometricPmf(mode, urn));
  let u = random.next() - atMode;
  let [below, above] = [mode, mode];
  let [atBelow, atAbove] = [atMode, atMode];
  while (u > 0 && (below > least || above < most)) {
    if (above < most) {
      atAbove *= ((marked - above) * (drawn - above)) / ((above + 1) * (total - marked - drawn + above + 1));
      above++;
      u -= atAbove;
      if (u <= 0) return above;
    }
    if (below > least) {
      atBelow *= (below * (total - marked - drawn + below)) / ((marked - below + 1) * (drawn - below + 1));
      below--;
      u -= atBelow;
      if (u <= 0) return below;
    }
  }
  return mode;
}
