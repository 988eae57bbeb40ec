/** Works of model/defences: shadow models' answers as a defence shows them, and how far an attacker gets who knows of it. */
import { lessonOf } from "../../../learn/shadow/halves.ts";
import { type AnswersPlace, answersAt } from "../../../learn/shadow.ts";
import type { Group } from "../../../learn/shadow/works.ts";
import { readData } from "../../../learn/trainers/data.ts";
import { noiseFor } from "../../../learn/privacy/calibrate.ts";
import { distinguishing, type Scores } from "../../../risk/distinguishing.ts";
import { wilson } from "../../../stats/proportion.ts";
import { stream } from "../../../stats/stream.ts";
import { readCrowd } from "../../../subject/crowd.ts";
import type { Work } from "../../../work.ts";
import type { Attack } from "../attacks/attack.ts";
import { confidence } from "../attacks/confidence.ts";
import { liraOnlineAttack } from "../attacks/lira.ts";
import { loss } from "../attacks/loss.ts";
import { rmiaOfflineAttack, rmiaOnlineAttack } from "../attacks/rmia.ts";
import type { People } from "../people.ts";
import type { Scene, ShadowSignals } from "../scene.ts";
import { asTarget, joinShadows } from "../shadow-signals.ts";
import { surenessOf } from "../signals.ts";
import { type Answering, released } from "./released.ts";

export type TransformedInput = {
  readonly place: AnswersPlace;
  readonly crowd: string;
  /** Key of `People`: only they are looked at. */
  readonly people: string;
  readonly group: Group;
  /** `nameOf` the trainer. */
  readonly name: string;
  readonly count: number;
  readonly how: Answering;
};
/** As `ShadowSignals`, by person: members of the people, then outsiders. */
export type Transformed = ShadowSignals & {
  readonly confidence: readonly Float64Array[];
  readonly correct: readonly Float64Array[];
};

const rowsOf = ({ members, outsiders }: People): Uint32Array => Uint32Array.from([...members, ...outsiders]);

export const transformedWork: Work<TransformedInput, Transformed> = {
  id: "model/defences/transformed@1",
  async run({ place, crowd: crowdKey, people, group, name, count, how }, reader) {
    const { digest, rows } = await readData(reader, group.data);
    const { label, codes: all } = await readCrowd(reader, crowdKey);
    const answers = await answersAt(reader, place);
    if (all === null) throw new Error("answers of numbers have no classes");
    const asked = rowsOf((await reader.get(people)) as unknown as People);
    const codes = Int32Array.from(asked, (row) => all[row]!);
    const found = Array.from({ length: count }, (_, model) => {
      const shown = released(answers, { model, rows: asked, codes, how });
      const sure = surenessOf(shown.answers, { label, codes, values: null });
      const isIn = new Uint8Array(rows);
      const draw = { seed: group.seed, size: group.size, name };
      for (const row of lessonOf(group.first + model, draw, { digest, rows })) isIn[row] = 1;
      return { ...sure, ...shown, isIn: Uint8Array.from(asked, (row) => isIn[row]!) };
    });
    return {
      phi: found.map(({ phi }) => phi),
      logp: found.flatMap(({ logp }) => logp ?? []),
      isIn: found.map(({ isIn }) => isIn),
      confidence: found.map((one) => one.confidence),
      correct: found.map(({ correct }) => correct),
    };
  },
};

/** Fixed before: what tells most, with and without shadow models, and two that need no likeness of the answers' distribution to a normal one. */
export const attacks: readonly Attack[] = [loss, confidence, liraOnlineAttack, rmiaOnlineAttack, rmiaOfflineAttack];

/** Models in the target's place: more pairs say little more. */
const mostPairs = 4;
/** The attacks need four shadow models, and the target takes two away. */
export const fewestModels = 6;

export type JudgedInput = {
  /** Keys of `Transformed`, group after group. */
  readonly groups: readonly string[];
  readonly seed: number;
};
type Rate = { readonly value: number; readonly low: number; readonly high: number; readonly n: number };
/** The largest over the attacks, corrected for having been chosen; those that so few people cannot measure are not there. */
export type Found = Rate & { readonly id: string; readonly attack: string };
export type DefenceJudged = {
  readonly found: readonly Found[];
  /** Of people whom the model did not learn from, and of those whom it did; null: there are none. */
  readonly accuracy: { readonly unseen: Rate | null; readonly seen: Rate | null };
};

export const judgedWork: Work<JudgedInput, DefenceJudged> = {
  id: "model/defences/judged@1",
  async run({ groups, seed }, reader) {
    const parts: Transformed[] = [];
    for (const key of groups) parts.push((await reader.get(key)) as unknown as Transformed);
    return judgedOf(
      {
        ...joinShadows(parts),
        confidence: parts.flatMap((part) => part.confidence),
        correct: parts.flatMap(({ correct }) => correct),
      },
      seed,
    );
  },
};

const name = "model/defences";

/**
 * Each pair of models has everybody once in and once out. Each person is drawn to one of the first pairs and is played on there twice: in the model that learnt from
 * them, as a member; in the other one, as an outsider. So there is each person once on each side, and who is in tells nothing about who is out.
 */
export function judgedOf(models: Transformed, seed: number): DefenceJudged {
  const people = models.phi[0]?.length ?? 0;
  const pairs = Math.min(mostPairs, models.phi.length >> 1);
  const draw = stream(seed, name, "pairs");
  const drawn = Uint8Array.from({ length: people }, () => draw.int(pairs));
  const places: { readonly members: Uint32Array; readonly outsiders: Uint32Array }[] = [];
  for (let k = 0; k < 2 * pairs; k++) {
    const isIn = models.isIn[k]!;
    const other = models.isIn[k ^ 1]!;
    const own = Uint32Array.from(drawn.keys()).filter((person) => drawn[person] === k >> 1);
    places.push({
      members: own.filter((person) => isIn[person] === 1),
      // Of a person whom neither of the two learnt from, one of them is asked.
      outsiders: own.filter((person) => isIn[person] === 0 && (other[person] === 1 || (person & 1) === (k & 1))),
    });
  }
  const correct = { seen: [] as number[], unseen: [] as number[] };
  const scores = attacks.map(({ id }) => ({ of: { attack: id }, members: [] as number[], outsiders: [] as number[] }));
  places.forEach(({ members, outsiders }, k) => {
    for (const person of members) correct.seen.push(models.correct[k]![person]!);
    for (const person of outsiders) correct.unseen.push(models.correct[k]![person]!);
    const scene = sceneOf(models, k);
    attacks.forEach((attack, i) => {
      const all = attack.score(scene);
      for (const person of members) scores[i]!.members.push(all[person]!);
      for (const person of outsiders) scores[i]!.outsiders.push(all[person]!);
    });
  });
  const suite = scores.map((one) => untied(one, seed));
  return {
    found: largestOf(suite, seed),
    accuracy: { unseen: rateOf(correct.unseen), seen: rateOf(correct.seen) },
  };
}

function sceneOf(models: Transformed, k: number): Scene {
  const { target, shadows } = asTarget({ shadows: models }, k);
  return { shadows, target: { ...target, confidence: models.confidence[k] ?? null } };
}

/** Ranks, and a coin between those who score the same: every defence is measured at the same share of false alarms, however few different answers it leaves. */
function untied(
  { of, members, outsiders }: { of: { attack: string }; members: readonly number[]; outsiders: readonly number[] },
  seed: number,
): Scores {
  const levels = [...new Set([...members, ...outsiders])].toSorted((a, b) => a - b);
  const at = new Map(levels.map((value, level) => [value, level] as const));
  const coins = stream(seed, name, "ties", of.attack);
  const ranked = (values: readonly number[]): Float64Array =>
    Float64Array.from(values, (value) => (at.get(value) ?? 0) + coins.next());
  return { of, members: ranked(members), outsiders: ranked(outsiders) };
}

function largestOf(suite: readonly Scores[], seed: number): Found[] {
  const { measures } = distinguishing(suite, { seed, name, limits: {}, reshuffles: 0 });
  return measures.flatMap(({ id, of, value, low, high, n }): Found[] =>
    of?.["best"] === undefined || value === null || low === null || high === null
      ? []
      : [{ id, attack: of["attack"] ?? "", value, low, high, n }],
  );
}

function rateOf(correct: readonly number[]): Rate | null {
  const n = correct.length;
  const value = correct.reduce((sum, one) => sum + one, 0) / n;
  return n === 0 ? null : { value, ...wilson(value * n, n), n };
}

export type NoiseInput = {
  readonly epsilon: number;
  readonly delta: number;
  readonly sampleRate: number;
  readonly steps: number;
};
/** The noise that keeps the promise. */
export const noiseWork: Work<NoiseInput, number> = { id: "model/defences/noise@1", run: (input) => noiseFor(input) };
