/** Why bytes are no model: another kind of file, cut off, or damaged. */
import protobuf from "protobufjs/light.js";
import { TelltaleError } from "../../error.ts";
import { recognise } from "./formats.ts";
import type { Format } from "./formats.ts";
import { invalid } from "./refusals.ts";

/** `subject` begins the sentence; `cause` is what protobuf threw: there is none when the bytes are protobuf, but without a graph. */
export function explain(bytes: Uint8Array, subject: string, cause?: unknown): TelltaleError {
  const format = recognise(bytes);
  if (format) return notOnnx(subject, format, cause);
  const missing = missingBytes(bytes);
  if (missing > 0) {
    return new TelltaleError("MODEL_TRUNCATED", {
      message: `${subject} ends too early: it has ${bytes.length} bytes, and what it says of itself asks for at least ${missing} more.`,
      hint: "Copy or download the file again; it was cut off on the way.",
      cause,
    });
  }
  if (cause !== undefined && bytes[0] === firstTag)
    return invalid(`${subject} is damaged: its messages do not fit into each other.`, cause);
  const is =
    cause === undefined ? "protobuf, but without a graph (or cut off before it)" : "of no kind that is known here";
  return notOnnx(subject, { is, hint: "Export the model to ONNX again, and give that file." }, cause);
}

export const notOnnx = (subject: string, { is, hint }: Format, cause?: unknown): TelltaleError =>
  new TelltaleError("MODEL_NOT_ONNX", { message: `${subject} is no ONNX model. It is ${is}.`, hint, cause });

/** ir_version as a varint: all that write ONNX begin with it. */
const firstTag = 0x08;

/** How many bytes the last of the outermost fields lacks; 0 when they are all there, or when it cannot be told. */
function missingBytes(bytes: Uint8Array): number {
  if (bytes[0] !== firstTag) return 0;
  const reader = protobuf.Reader.create(bytes);
  try {
    while (reader.pos < reader.len) {
      const wire = reader.tag() & 7;
      if (wire !== 2) {
        reader.skipType(wire);
        continue;
      }
      const end = reader.size() + reader.pos;
      if (end > reader.len) return end - reader.len;
      reader.pos = end;
    }
    return 0;
  } catch (cause) {
    // A number broken off in the middle.
    return cause instanceof RangeError ? 1 : 0;
  }
}
