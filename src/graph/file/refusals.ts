/** Why a model's file is not taken, in the words that all of its readers use. */
import { TelltaleError } from "../../error.ts";

/** It is ONNX by its form, but says something that cannot be. */
export const invalid = (message: string, cause?: unknown): TelltaleError =>
  new TelltaleError("MODEL_INVALID", {
    message,
    hint: "The file is damaged, or what wrote it has a fault. Copy or export it again; `onnx.checker.check_model(path)` in Python says more.",
    cause,
  });

/** It is right, but telltale does not do it. */
export const unsupported = (message: string, hint: string): TelltaleError =>
  new TelltaleError("MODEL_UNSUPPORTED", { message, hint });

/** No protobuf message is longer, and a model is held as one. */
export const limit = 2 ** 31 - 1;

/** `what` is the subject of a sentence; bytes is how large it is. */
export const tooLarge = (what: string, bytes: number): TelltaleError =>
  new TelltaleError("ONNX_TOO_LARGE", {
    message: `${what} has ${(bytes / 2 ** 30).toFixed(2)} GiB; telltale holds a model as one protobuf message, and protobuf's limit is 2 GiB.`,
    hint: "Export the model with weights in float16, or audit a smaller model of the same kind that was trained on the same data.",
  });

/** `cause` is what the file system said. */
export function unreadable(path: string, cause: unknown): TelltaleError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new TelltaleError("MODEL_MISSING", {
      message: `There is no file "${path}".`,
      hint: "Give the path of the model's .onnx file; a relative one counts from the folder that telltale is called in.",
      cause,
    });
  }
  return new TelltaleError("MODEL_UNREADABLE", {
    message: `"${path}" cannot be opened (${code}).`,
    hint: "See that you may read it.",
    cause,
  });
}
