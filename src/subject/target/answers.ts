/** The work that asks the audited model about people. */
import { readData } from "../../learn/trainers/data.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import type { Reader, Work } from "../../work.ts";
import type { Target } from "../model.ts";
import { openTarget } from "./open.ts";

export type AnswersInput = {
  readonly target: Target;
  /** Key of the rows (`Data`) that the model is asked about; for predictions of the crowd, of which the answers are there already. */
  readonly data: string;
  readonly from: number;
  readonly to: number;
};

/** What the target says of rows `from` to `to` (not included), by class of its label; one model. */
export const answersWork: Work<AnswersInput, Answers> = {
  id: "model/answers@1",
  engines: ["onnxruntime-node"],
  async run({ target, data: key, from, to }, reader) {
    if (target.kind === "predictions") return await stored(target.answers, { from, to }, reader);
    const data = await readData(reader, key);
    const rows = Uint32Array.from({ length: Math.max(0, Math.min(to, data.rows) - from) }, (_, i) => from + i);
    return await (await openTarget(target, reader)).answer(data, rows);
  },
};

async function stored(key: string, { from, to }: Pick<AnswersInput, "from" | "to">, reader: Reader): Promise<Answers> {
  const { kind, outputs, rows, perModel } = (await reader.get(key)) as unknown as Answers; // what predictions were read as
  const [said] = perModel;
  if (!said) throw new Error("predictions are those of one model");
  const end = Math.max(from, Math.min(to, rows));
  return { kind, outputs, rows: end - from, perModel: [said.slice(from * outputs, end * outputs)] };
}
