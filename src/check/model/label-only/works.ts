/** The works of model/label-only: the scores of some people under one attack. */
import { readData } from "../../../learn/trainers/data.ts";
import type { Answers } from "../../../learn/trainers/trainer.ts";
import { sample, stream } from "../../../stats/stream.ts";
import { readCrowd } from "../../../subject/crowd.ts";
import type { Crowd, OnnxTarget } from "../../../subject/model.ts";
import { openTarget } from "../../../subject/target/open.ts";
import type { Work } from "../../../work.ts";
import type { BothScores } from "../../bearers.ts";
import type { People } from "../people.ts";
import { type Ask, labelsOf, type Play, together } from "./ask.ts";
import type { AttackId } from "./attacks.ts";
import { boundaryDistance } from "./boundary.ts";
import { right } from "./gap.ts";
import { robustness } from "./noise.ts";
import { type Space, spaceOf } from "./space.ts";

export type LabelsInput = {
  readonly target: OnnxTarget;
  /** Keys of `Data`, of its `Crowd`, and of the `People` that are played on. */
  readonly pool: string;
  readonly crowd: string;
  readonly people: string;
  readonly side: "members" | "outsiders";
  /** Of the people on this side, those from here to there, which may be beyond the last. */
  readonly from: number;
  readonly to: number;
  readonly attack: AttackId;
  /** Most questions about each of them. */
  readonly queries: number;
  readonly seed: number;
};

/** In the order of the people; higher = in the data. */
export const labelScores: Work<LabelsInput, Float64Array> = {
  id: "model/label-only/scores@1",
  engines: ["onnxruntime-node"],
  async run({ target, pool: poolKey, crowd: crowdKey, people: peopleKey, side, from, to, ...game }, reader) {
    const pool = await readData(reader, poolKey);
    const crowd = await readCrowd(reader, crowdKey);
    const people = (await reader.get(peopleKey)) as unknown as People; // the output of model/people
    const asked = await openTarget(target, reader);
    const ask: Ask = async (rows) => labelsOf(await asked.answer(rows));
    return await scoresOf(people[side].slice(from, to), { ...game, crowd, space: spaceOf(pool), ask });
  },
};

export interface LabelGame extends Pick<LabelsInput, "attack" | "queries" | "seed"> {
  readonly crowd: Pick<Crowd, "codes" | "digest" | "rows">;
  readonly space: Space;
  readonly ask: Ask;
}

/** Of these rows of the crowd, whoever answers. Random numbers are named by row, so that a portion's scores do not depend on who else is in it. */
export async function scoresOf(
  people: Uint32Array,
  { attack, queries, seed, crowd, space, ask }: LabelGame,
): Promise<Float64Array> {
  const starts = attack === "boundary" ? await startsOf({ seed, crowd, space, ask }) : [];
  const player = (row: number): Play => {
    const own = space.pointOf(row);
    const truth = crowd.codes?.[row] ?? -1;
    const random = stream(seed, "model/label-only", attack, crowd.digest, row);
    if (attack === "gap") return right(own, truth);
    if (attack === "noise-robustness") return robustness(own, truth, { space, copies: queries, random });
    return boundaryDistance(own, truth, {
      space,
      free: space.free(row),
      starts: starts.filter(({ label }) => label !== truth).map(({ point }) => point),
      queries,
      random,
    });
  };
  return await together(
    Array.from(people, (row) => ({ row, play: player(row) })),
    { space, ask },
  );
}

/** So many people's rows are where searches start: each from the nearest that has another label. */
export const startingPoints = 200;

async function startsOf({
  seed,
  crowd,
  space,
  ask,
}: Pick<LabelGame, "seed" | "crowd" | "space" | "ask">): Promise<
  readonly { readonly point: Float64Array; readonly label: number }[]
> {
  const rows = sample(crowd.rows, startingPoints, stream(seed, "model/label-only", "starts", crowd.digest));
  const points = Array.from(rows, (row) => space.pointOf(row));
  const labels = await ask(space.rowsAt(rows, points));
  return points.map((point, i) => ({ point, label: labels[i]! }));
}

export type StoredInput = {
  /** Keys of `Answers` for the whole crowd, of the crowd, and of the people that are played on. */
  readonly answers: string;
  readonly crowd: string;
  readonly people: string;
};

/** The gap attack where the answers are there already, and nothing else can be asked. */
export const storedGap: Work<StoredInput, BothScores> = {
  id: "model/label-only/stored@1",
  async run({ answers, crowd: crowdKey, people }, reader) {
    const { codes } = await readCrowd(reader, crowdKey);
    const labels = labelsOf((await reader.get(answers)) as unknown as Answers); // what predictions were read as
    const { members, outsiders } = (await reader.get(people)) as unknown as People; // the output of model/people
    const of = (rows: Uint32Array): Float64Array =>
      Float64Array.from(rows, (row) => Number(labels[row] === (codes?.[row] ?? -1)));
    return { members: of(members), outsiders: of(outsiders) };
  },
};
