/** The works of model/membership that are not an attack's own: everybody's scores from signals. */
import { readCrowd } from "../../subject/crowd.ts";
import type { Reader, Work } from "../../work.ts";
import type { Attack } from "./attacks/attack.ts";
import { attacks } from "./attacks/suite.ts";
import type { Scene, ShadowSignals, Signals } from "./scene.ts";
import { joinShadows } from "./shadow-signals.ts";
import { joined } from "./target-signals.ts";

export type SceneInput = {
  /** Keys of `Signals`, portion after portion. */
  readonly signals: readonly string[];
  /** Keys of `ShadowSignals`, group after group. */
  readonly shadows: readonly string[];
};

export async function openScene(reader: Reader, { signals, shadows }: SceneInput): Promise<Scene> {
  const parts: Signals[] = [];
  for (const key of signals) parts.push((await reader.get(key)) as unknown as Signals);
  const groups: ShadowSignals[] = [];
  for (const key of shadows) groups.push((await reader.get(key)) as unknown as ShadowSignals);
  return { target: joined(parts), shadows: joinShadows(groups) };
}

/** Of the first so many shadow models only. */
export const first = ({ phi, logp, isIn }: ShadowSignals, models: number): ShadowSignals => ({
  phi: phi.slice(0, models),
  logp: logp.slice(0, models),
  isIn: isIn.slice(0, models),
});

export type ScoresInput = SceneInput & {
  readonly attacks: readonly string[];
  /** How many of the shadow models are used. */
  readonly models: number;
};

/** By row of the crowd. */
export const scoresWork: Work<ScoresInput, { readonly [attack: string]: Float64Array }> = {
  id: "model/membership/scores@2",
  async run({ attacks: ids, models, ...input }, reader) {
    const scene = await openScene(reader, input);
    const seen: Scene = { ...scene, shadows: first(scene.shadows, models) };
    return Object.fromEntries(ids.map((id) => [id, byId(id).score(seen)]));
  },
};

function byId(id: string): Attack {
  const found = attacks.find((attack) => attack.id === id);
  if (!found) throw new Error(`there is no attack ${id}`);
  return found;
}

/** How good the audited model is on people in the data and outside: counts of right answers, or the mean of the signal of numbers. */
export type Rightness = {
  readonly members: number;
  readonly outsiders: number;
  /** Mean of the largest probability; null where there are none. */
  readonly confidence: { readonly members: number; readonly outsiders: number } | null;
  /** Share of people whose own class has a probability of exactly 0 or 1. */
  readonly saturated: number;
  /** Of people in the data: the share of the most common class, which is what always saying it reaches; null for numbers. */
  readonly common: number | null;
  /** Rows for each person, on both sides: 1 where each row is a person. */
  readonly rowsOfPerson: number;
};
export type RightnessInput = { readonly signals: readonly string[]; readonly crowd: string };
export const rightnessWork: Work<RightnessInput, Rightness> = {
  id: "model/rightness@3",
  async run({ signals, crowd }, reader) {
    const { target } = await openScene(reader, { signals, shadows: [] });
    const { members, codes, person } = await readCrowd(reader, crowd);
    const mean = (of: Float64Array | null, from: number, to: number): number =>
      of === null || to === from ? 0 : of.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
    const n = target.phi.length;
    const { correct, confidence, phi } = target;
    return {
      members: mean(correct ?? phi, 0, members),
      outsiders: mean(correct ?? phi, members, n),
      confidence: confidence && {
        members: mean(confidence, 0, members),
        outsiders: mean(confidence, members, n),
      },
      saturated:
        target.logp === null
          ? 0
          : mean(
              target.logp.map((value) => (value === 0 || value < -100 ? 1 : 0)),
              0,
              n,
            ),
      common: codes && shareOfCommon(codes.subarray(0, members)),
      rowsOfPerson: person === null ? 1 : rowsOfPerson(person),
    };
  },
};

/** Without outsiders who are in the data, too. */
function rowsOfPerson(person: Int32Array): number {
  const known = person.filter((one) => one >= 0);
  return known.length / Math.max(1, new Set(known).size) || 1;
}

function shareOfCommon(codes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / Math.max(1, codes.length);
}
