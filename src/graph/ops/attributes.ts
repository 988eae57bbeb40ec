/** Attributes of nodes, briefly. */
import type { Attribute } from "../model.ts";

export const int = (value: number): Attribute => ({ kind: "int", value });
export const ints = (value: readonly number[]): Attribute => ({ kind: "ints", value });
export const float = (value: number): Attribute => ({ kind: "float", value });
export const text = (value: string): Attribute => ({ kind: "string", value });

/** What a node was built with; our own operations always set what their rules read. */
export function intOf(attributes: { readonly [name: string]: Attribute }, name: string): number {
  const found = attributes[name];
  if (found?.kind !== "int") throw new Error(`no number ${name}`);
  return found.value;
}
export function intsOf(attributes: { readonly [name: string]: Attribute }, name: string): readonly number[] {
  const found = attributes[name];
  if (found?.kind !== "ints") throw new Error(`no numbers ${name}`);
  return found.value;
}
