/** The settings that there are at a place in a schema, for "did you mean". */
import { z } from "zod";

/** `input`: what was given, which says which branch of a union is meant. Empty where there are no names to choose from. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[], input: unknown): readonly string[] {
  const here = inside(schema, input);
  if (!(here instanceof z.ZodObject)) {
    const [step, ...rest] = path;
    return here instanceof z.ZodArray && step !== undefined ? keysAt(here.element, rest, at(input, step)) : [];
  }
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(here.shape).filter((key) => key !== "$schema");
  const next = here.shape[String(step)] as z.core.$ZodType | undefined;
  return next ? keysAt(next, rest, at(input, step)) : [];
}

/** Without what wraps it; of a union, the branch that the input's `kind` names. */
function inside(schema: z.core.$ZodType, input: unknown): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  )
    return inside(schema.unwrap(), input);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const branches = schema.options.map((branch) => inside(branch, input));
  return branches.find((branch) => fits(branch, input)) ?? schema;
}

function fits(schema: z.core.$ZodType, input: unknown): boolean {
  if (!(schema instanceof z.ZodObject)) return false;
  const kind = schema.shape["kind"] as z.core.$ZodType | undefined;
  return kind === undefined || z.safeParse(kind, at(input, "kind")).success;
}

const at = (input: unknown, step: PropertyKey): unknown =>
  typeof input === "object" && input !== null ? (input as { readonly [step: PropertyKey]: unknown })[step] : undefined;
