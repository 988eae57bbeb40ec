/** A model that was really trained on made-up people, audited by its answers alone: whom it learnt from is up to the test. */
import { trainerOf } from "../../../learn/trainers/index.ts";
import { type Data } from "../../../learn/trainers/data.ts";
import { trainerSchema, type TrainerSpec } from "../../../learn/trainers/spec.ts";
import type { Answers } from "../../../learn/trainers/trainer.ts";
import type { Crowd, ModelSubject } from "../../../subject/model.ts";
import { type Inline, type Made, peopleOf, subjectOf } from "../one-run/testing/subject.ts";

export interface Audited extends Made {
  /** Of the audited model; also of shadow models, unless they have their own. */
  readonly trainer: object;
  readonly shadows?: object;
  /** "members": as it should be; "others": nobody who is asked about, so that nothing can leak. */
  readonly learnt?: "members" | "others";
  readonly pool?: Data;
  readonly crowd?: Partial<Crowd>;
}

export async function audited(
  inline: Inline,
  { trainer: asked, shadows = asked, learnt = "members", ...made }: Audited,
): Promise<ModelSubject> {
  const trainer = trainerSchema.parse(asked);
  const pool = made.pool ?? peopleOf(made.members + made.outsiders, made, "pool");
  const subject = await subjectOf(inline, trainerSchema.parse(shadows), { ...made, pool });
  const lessons = learnt === "members" ? pool : peopleOf(made.members, made, "others");
  const answers = await inline.put(await answersOf(trainer, lessons, { pool, members: made.members, inline }));
  return { ...subject, target: { kind: "predictions", answers, shadows: null } };
}

async function answersOf(
  spec: TrainerSpec,
  lessons: Data,
  { pool, members, inline }: { readonly pool: Data; readonly members: number; readonly inline: Inline },
): Promise<Answers> {
  const trainer = trainerOf(spec, inline.reader);
  const rows = Uint32Array.from({ length: members }, (_, row) => row);
  const models = await trainer.fit(lessons, [{ rows, seed: ["audited"], number: 0 }]);
  const [answers] = await trainer.answer(models, [pool], lessons);
  if (!answers) throw new Error("one answer for one question");
  return answers;
}
