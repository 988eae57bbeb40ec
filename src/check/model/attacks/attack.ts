/** One attack on membership that needs nothing but signals. A new one is a file here and a line in `suite.ts`. */
import type { Source } from "../../finding.ts";
import type { Scene } from "../scene.ts";

export interface Attack {
  readonly id: string;
  /** One line for `explain`. */
  readonly how: string;
  readonly source: Source & { readonly url: string };
  /** Fewest shadow models that it can be played with; 0: none are needed. */
  readonly shadows: number;
  /** Models that answer with numbers can be attacked, too. */
  readonly numbers: boolean;
  /** By row of the crowd, higher = in the data; never NaN. */
  score(scene: Scene): Float64Array;
}
