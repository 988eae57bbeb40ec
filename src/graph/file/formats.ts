/** Files that people take for ONNX models: told by their bytes, each with the way to export from what wrote it. */

export interface Format {
  /** Goes on after "It is ". */
  readonly is: string;
  readonly hint: string;
}

const pytorch =
  'In Python: torch.onnx.export(model.eval(), (example,), "model.onnx", dynamo=True, external_data=False), with the network that this file has the weights of.';
const sklearn =
  'In Python: onx = skl2onnx.to_onnx(model, X[:1], options={"zipmap": False}); open("model.onnx", "wb").write(onx.SerializeToString()).';
const xgboost =
  "In Python: onnxmltools.convert_xgboost(model, initial_types=[...]), and save it with onnxmltools.utils.save_model.";
const lightgbm =
  "In Python: onnxmltools.convert_lightgbm(model, initial_types=[...]), and save it with onnxmltools.utils.save_model.";
const keras =
  'In Python: model.export("model.onnx", format="onnx") (Keras 3), or on the command line: python -m tf2onnx.convert --keras model.h5 --output model.onnx.';
const tensorflow = "On the command line: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx.";
const huggingFace =
  "On the command line: optimum-cli export onnx --model FOLDER OUTPUT, and give the model.onnx of OUTPUT.";
const data = "Give the model's file; data go where the configuration asks for them.";
const any =
  "Export the model to ONNX (scikit-learn: skl2onnx; PyTorch: torch.onnx; Keras: tf2onnx; LightGBM and XGBoost: onnxmltools), and give that file.";

/** A pattern of the first 64 KiB (read as Latin-1, a character a byte). The first that matches counts. */
const byFirstBytes: readonly (readonly [RegExp, string, string])[] = [
  [/^$/, "empty", "Copy or export it again: whatever wrote it stopped before it began."],
  [/^PK\x03\x04[^]*(?:\/code\/__torch__|constants\.pkl)/, "a TorchScript archive (PyTorch)", pytorch],
  [/^PK\x03\x04[^]{26}[^]{0,100}?(?:data\.pkl|\.format_version)/, "a PyTorch file (.pt, .pth)", pytorch],
  [/^PK\x03\x04[^]*model\.weights\.h5/, "a Keras model (.keras)", keras],
  [/^PK\x03\x04[^]{26}metadata\.json/, "a Keras model (.keras)", keras],
  [/^PK\x03\x04[^]{26}[^]{0,100}?\.npy/, "a NumPy archive (.npz)", data],
  [/^PK\x03\x04[^]*xl\//, "an Excel workbook", data],
  [/^PK\x03\x04/, "a zip archive", `Unpack it and give the model inside. ${any}`],
  [/^\x89HDF\r\n\x1a\n/, "an HDF5 file, as Keras writes (.h5)", keras],
  // torch.save before version 1.6: a pickle that begins with PyTorch's magic number.
  [/^\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19/, "a PyTorch file (.pt, .pth)", pytorch],
  // LightGBM before XGBoost: its parameters name the other ("xgboost_dart_mode").
  [/^\x80[\x02-\x05][^]*lightgbm/, "a pickle or joblib file of a LightGBM model", lightgbm],
  [/^\x80[\x02-\x05][^]*xgboost/, "a pickle or joblib file of an XGBoost model", xgboost],
  [/^\x80[\x02-\x05][^]*torch/, "a pickle of a PyTorch model", pytorch],
  [/^\x80[\x02-\x05][^]*sklearn/, "a pickle or joblib file of a scikit-learn model", sklearn],
  [/^\x80[\x02-\x05]/, "a pickle or joblib file", any],
  [
    /^(?:\x1f\x8b|\x78[\x01\x5e\x9c\xda]|BZh|\xfd7zXZ|\x04\x22\x4d\x18|\x28\xb5\x2f\xfd)/,
    "compressed (gzip, zlib, bzip2, xz, lz4 or zstd), perhaps by joblib",
    `Unpack it first; if joblib wrote it: ${any}`,
  ],
  [
    /^[^]{8}\{\s*"/,
    "a safetensors file, which has weights but no network",
    `${huggingFace} For a PyTorch network of your own: load the weights into it. ${pytorch}`,
  ],
  [
    /^[^]{4}TFL3/,
    "a TensorFlow Lite model",
    "On the command line: python -m tf2onnx.convert --tflite model.tflite --output model.onnx.",
  ],
  [/^[^]{4}ORTM/, "a model in onnxruntime's own format (.ort)", "Give the .onnx file that it was made from."],
  [/^GGUF/, "a GGUF file (llama.cpp)", any],
  [/^CBM1/, "a CatBoost model", 'In Python: model.save_model("model.onnx", format="onnx").'],
  [/^\x93NUMPY/, "a NumPy array (.npy)", data],
  [/^PAR1/, "a Parquet table", data],
  [/^version https:\/\/git-lfs/, "a Git LFS pointer, not the file itself", "Fetch the file: git lfs pull."],
  [/^tree\r?\nversion=/, "a LightGBM model in text", lightgbm],
  [/^\{L[^]*learner/, "an XGBoost model (.ubj)", xgboost],
  [/^\s*\{[^]*"learner"/, "an XGBoost model (.json)", xgboost],
  [
    /^\s*<(?:!doctype html|html)/i,
    "a web page: the download brought a message, not the model",
    "Open it in a browser to read what it says, and download the model again.",
  ],
  [/^\s*<\?xml|^\s*<PMML/, "XML", any],
  [
    /^\s*(?:ir_version:|<\s*ir_version)/,
    "ONNX as text",
    'In Python: onnx.save(onnx.load(path, format="textproto"), "model.onnx"); for ONNX\'s short text use onnx.parser.parse_model.',
  ],
];
/** Anything printable, once it is known to be no protobuf; a byte beyond ASCII is UTF-8. */
const byText: readonly (readonly [RegExp, string, string])[] = [
  [/^\s*[[{]/, "JSON", any],
  [/^[^\n]*[,;\t][^\n]*(?:\n|$)/, "text with columns (CSV)", data],
  [/^/, "text", any],
];

/** Bytes of the beginning that are enough to tell. */
export const headLength = 65_536;

const firstOf = (formats: readonly (readonly [RegExp, string, string])[], text: string): Format | undefined => {
  const [, is, hint] = formats.find(([pattern]) => pattern.test(text)) ?? [];
  return is === undefined || hint === undefined ? undefined : { is, hint };
};

/** What the file is, if it is not ONNX; undefined when it is none that is known here. */
export function recognise(bytes: Uint8Array): Format | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headLength)).toString("latin1");
  const known = firstOf(byFirstBytes, head);
  if (known) return known;
  if (/serving_default|saved_model|tensorflow/.test(head))
    return { is: "a TensorFlow graph (saved_model.pb)", hint: tensorflow };
  // Control characters other than white space are in no text.
  return /[\0-\x08\x0e-\x1f\x7f]/.test(head) ? undefined : firstOf(byText, head);
}

/** The same of a folder, by the names of what lies in it. */
export function recogniseFolder(names: readonly string[]): Format {
  const models = names.filter((name) => name.endsWith(".onnx")).toSorted();
  if (models.length > 0) return { is: "a folder", hint: `Give the file in it: ${models.join(" or ")}.` };
  if (names.includes("saved_model.pb")) return { is: "a folder with a TensorFlow SavedModel", hint: tensorflow };
  if (names.includes("MLmodel"))
    return { is: "a folder of MLflow", hint: `Load the model with mlflow.<flavour>.load_model. ${any}` };
  if (names.includes("config.json")) return { is: "a folder of a Hugging Face model", hint: huggingFace };
  return { is: "a folder without an .onnx file", hint: any };
}
