/** A trainer as a user asks for it: a kind, or all of its settings; what only an audit knows (the model, the content of files) is filled in. */
import { z } from "zod";
import { commandSpec } from "./command/identify.ts";
import {
  boostingSchema,
  cnnSchema,
  commandSchema,
  forestSchema,
  logisticSchema,
  mlpSchema,
  sameSchema,
  type Spec,
  trainerSchema,
  type TrainerSpec,
} from "./spec.ts";

/** Those that need no more said. */
export const trainerKinds = ["same", "mlp", "logistic", "forest", "boosting"] as const;

const settingsSchema = z.discriminatedUnion("kind", [
  sameSchema.omit({ model: true, sha256: true, from: true }),
  mlpSchema,
  logisticSchema,
  cnnSchema,
  forestSchema,
  boostingSchema,
  commandSchema.omit({ files: true }),
]);

export const askedTrainerSchema = z.union([
  z.enum(trainerKinds).transform((kind) => settingsSchema.parse({ kind })),
  settingsSchema,
]);

export type AskedTrainer = z.output<typeof settingsSchema>;
/** However deeply it may not be written to: a configuration is as good as a trainer's own settings. */
type Asked = { readonly kind: AskedTrainer["kind"] } & { readonly [setting: string]: unknown };

/** `same`: the model that is trained anew; null: there is none, and null is given back when it is asked for. Files that a command names are read. */
export function trainerOf(
  asked: Asked,
  same: Pick<Spec<"same">, "model" | "sha256" | "from"> | null,
): TrainerSpec | null {
  if (asked.kind === "same") return same && trainerSchema.parse({ ...asked, ...same });
  const spec = trainerSchema.parse(asked);
  return spec.kind === "command" ? commandSpec(spec.command, { timeout: spec.timeout, version: spec.version }) : spec;
}
