/** The bytes of a file to its outermost message and back; what cannot be read is said in words of the user's world. */
import protobuf from "protobufjs/light.js";
import { explain } from "./explain.ts";
import type { GraphMessage, ModelMessage } from "./messages.ts";
import { limit, tooLarge } from "./refusals.ts";
import { ModelProto } from "./schema.ts";

/** Raw data are views of `bytes`; `subject` begins the sentences of errors. Errors: MODEL_NOT_ONNX, MODEL_TRUNCATED, MODEL_INVALID. */
export function parse(bytes: Uint8Array, subject: string): ModelMessage & { readonly graph: GraphMessage } {
  let message: ModelMessage;
  try {
    const reader = protobuf.Reader.create(bytes);
    // Fields that the schema does not name are then written again with the rest.
    reader.discardUnknown = false;
    // The schema makes it such: every field by its name and type there.
    message = ModelProto.decode(reader) as ModelMessage;
  } catch (cause) {
    throw explain(bytes, subject, cause);
  }
  const { graph } = message;
  if (!graph || !Object.hasOwn(message, "irVersion")) throw explain(bytes, subject);
  return Object.assign(message, { graph });
}

/** `room`: as many bytes as it will be at most, if known: a large model is then written where it stays, not into ever larger copies. Error: ONNX_TOO_LARGE. */
export function serialise(message: ModelMessage, { room }: { readonly room?: number } = {}): Uint8Array {
  const writer = protobuf.Writer.create();
  if (room !== undefined) writer.buf = Buffer.allocUnsafe(room);
  ModelProto.encode(message, writer);
  if (writer.len > limit) throw tooLarge("The model", writer.len);
  return writer.finish(room !== undefined);
}
