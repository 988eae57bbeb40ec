/** Which versions of ONNX the engine is made for: what onnxruntime 1.30 was released with. */
import type { Model } from "../model.ts";

const newest = {
  format: 13,
  opsets: new Map([
    ["", 26],
    ["ai.onnx.ml", 5],
  ]),
};

/** A sentence on each version that is newer: it need not fail. */
export function versionNotes({ irVersion, opsets }: Pick<Model, "irVersion" | "opsets">): readonly string[] {
  const notes = [...opsets].flatMap(([domain, version]) => {
    const known = newest.opsets.get(domain);
    if (known === undefined || version <= known) return [];
    const name = domain || "ai.onnx";
    return [
      `The model uses version ${version} of the operators of ${name}; the engine was made for versions up to ${known}. If it does not run, export it with version ${known} (PyTorch: opset_version, scikit-learn: target_opset).`,
    ];
  });
  if (irVersion <= newest.format) return notes;
  return [
    ...notes,
    `The model is written in version ${irVersion} of the format (ir_version); the engine was made for versions up to ${newest.format}. If it does not run, set model.ir_version = ${newest.format} in Python and save it again.`,
  ];
}
