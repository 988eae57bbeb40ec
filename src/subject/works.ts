/** The works that open subjects. */
import type { AnyWork } from "../work.ts";
import { crowdWork } from "./crowd.ts";
import { censusWork } from "./data/census.ts";
import { castingWork, castWork } from "./data/cast.ts";
import { toldWork } from "./data/told.ts";
import { weightsFileWork } from "./data/weights-file.ts";
import { predictionsWorks } from "./predictions.ts";
import { targetWorks } from "./target/works.ts";
import { tensorsWorks } from "./tensors.ts";

/** For the list of all works. Each is asked for its own inputs only. */
export const subjectWorks: readonly AnyWork[] = [
  ...targetWorks,
  ...[
    ...tensorsWorks,
    ...predictionsWorks,
    crowdWork,
    castingWork,
    castWork,
    censusWork,
    toldWork,
    weightsFileWork,
  ].map((work) => work as unknown as AnyWork),
];
