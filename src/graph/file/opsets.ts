/** Which versions of the operators telltale has been tried with. */
import type { Model } from "../model.ts";

/** The newest that onnxruntime 1.30 is released for. */
const newest: ReadonlyMap<string, number> = new Map([
  ["", 26],
  ["ai.onnx.ml", 5],
]);

/** A sentence on each set of operators that is newer than what is known here: it may work all the same. */
export const opsetNotes = ({ opsets }: Pick<Model, "opsets">): readonly string[] =>
  [...opsets].flatMap(([domain, version]) => {
    const known = newest.get(domain);
    if (known === undefined || version <= known) return [];
    return [
      `The model uses version ${version} of the operators of ${domain || "ai.onnx"}; telltale was made for versions up to ${known}. If it does not run, export it with opset_version=${known}.`,
    ];
  });
