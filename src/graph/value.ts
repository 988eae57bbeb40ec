/** Graphs while they are built: values, the nodes that they come from, and the scopes that nodes lie in. */
import { TelltaleError } from "../error.ts";
import { type Constant, type Dtype, type Shape, textOf } from "./dtype.ts";
import type { Attribute } from "./model.ts";

export type Attributes = { readonly [name: string]: Attribute };

export interface Node {
  readonly scope: Scope;
  readonly op: string;
  /** "" is the standard set of operators. */
  readonly domain: string;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
  /** Order of creation: inputs come before what is made of them. */
  readonly serial: number;
  /** What it was made for, in an error's words: the node of a user's file. */
  readonly origin: string;
  /** Of an Input, and of a Constant that has one. */
  readonly name?: string;
  /** Of a Constant. */
  readonly constant?: Constant;
  /** Of a Loop. */
  readonly body?: Body;
}
/** A tensor of the graph, of known shape. */
export interface Value {
  readonly node: Node;
  /** Which of its node's outputs. */
  readonly port: number;
  readonly dtype: Dtype;
  readonly shape: Shape;
}
export interface Body {
  readonly scope: Scope;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** Values from around it that it reads. */
  readonly captured: readonly Value[];
}
/** What is known of an output before it is there. */
export interface Form {
  readonly dtype: Dtype;
  readonly shape: Shape;
}
/** A number stands for a constant of the other operand's type. */
export type Operand = Value | number;

/** A graph, or the body of a loop in one. Equal operations on equal values are one node in it. */
export class Scope {
  readonly parent: Scope | null;
  readonly root: Scope;
  readonly depth: number;
  readonly known = new Map<string, Node>();
  /** Of the root: what is being built now, for errors. */
  origin = "";
  private serials = 0;

  constructor(parent: Scope | null = null) {
    this.parent = parent;
    this.root = parent?.root ?? this;
    this.depth = parent ? parent.depth + 1 : 0;
  }
  next(): number {
    return this.root.serials++;
  }
}

/** A value that is given when the graph is run, or anew in each turn of a loop. */
export function input(
  scope: Scope,
  name: string,
  { dtype = "float32", shape }: { dtype?: Dtype; shape: Shape },
): Value {
  return only(build(scope, { op: "Input", name }, [{ dtype, shape }]));
}

/**
 * Lies in the root: loops read it from around them. `name`: what it is called in a file; such a one is nobody else's, even if it is equal.
 * Its numbers are not copied: leave the array as it is until the graph is written.
 */
export function constant(scope: Scope, given: Constant, name?: string): Value {
  const { root } = scope;
  const key = `Constant ${given.dtype} ${given.shape.join()} ${contentKey(given)} ${name ?? ""}`;
  let node = root.known.get(key);
  if (!node)
    root.known.set(
      key,
      (node = build(root, { op: "Constant", constant: given, ...(name !== undefined && { name }) }, [given])),
    );
  return only(node);
}

const arrays = new WeakMap<object, number>();
let arraysSeen = 0;
/** Short ones by their bits, which tell 0 from -0; long ones by which array it is (an address for this run: it never goes into a name). */
function contentKey({ data }: Constant): string {
  if (data.length <= 64)
    return ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64")
      : JSON.stringify(data);
  let number = arrays.get(data);
  if (number === undefined) arrays.set(data, (number = arraysSeen++));
  return `#${number}`;
}

export interface Operation {
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly attributes?: Attributes;
  readonly domain?: string;
  readonly body?: Body;
}

/** Its first output. The node lies as far out as its inputs allow: what does not change in a loop is worked out before it. */
export const emit = (operation: Operation, form: Form): Value => only(emitAll(operation, [form]));

export function emitAll(operation: Operation, forms: readonly Form[]): Node {
  const { op, domain = "", inputs, attributes = {}, body } = operation;
  const scope = deepest([...inputs, ...(body?.captured ?? [])]);
  if (body) return build(scope, operation, forms);
  const key = `${domain}:${op} ${inputs.map(({ node, port }) => `${node.serial}.${port}`).join()} ${JSON.stringify(attributes)} ${forms.length}`;
  let node = scope.known.get(key);
  if (!node) scope.known.set(key, (node = build(scope, operation, forms)));
  return node;
}

type Parts = Partial<Operation> & { readonly op: string; readonly name?: string; readonly constant?: Constant };
function build(scope: Scope, parts: Parts, forms: readonly Form[]): Node {
  const outputs: Value[] = [];
  const node: Node = {
    domain: "",
    inputs: [],
    attributes: {},
    ...parts,
    scope,
    outputs,
    serial: scope.next(),
    origin: scope.root.origin,
  };
  forms.forEach(({ dtype, shape }, port) => outputs.push({ node, port, dtype, shape }));
  return node;
}

export function only({ outputs: [first], op }: Node): Value {
  if (!first) throw new Error(`${op} has no output`);
  return first;
}

/** The innermost of the scopes that values lie in. */
export function deepest(values: readonly Value[]): Scope {
  const [first, ...others] = values;
  if (!first) throw new Error("a node without inputs has no place: use input or constant");
  return others.reduce((found, { node: { scope } }) => (scope.depth > found.depth ? scope : found), first.node.scope);
}

/** Nodes that the values depend on, their own included, in the order of creation; not those within loops. */
export function reachable(values: readonly Value[]): readonly Node[] {
  const seen = new Set<Node>();
  const waiting = values.map(({ node }) => node);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const { node: source } of node.inputs) waiting.push(source);
    for (const { node: source } of node.body?.captured ?? []) waiting.push(source);
  }
  return [...seen].toSorted((a, b) => a.serial - b.serial);
}

/** The shape that two shapes have together when they are stretched to fit (as numpy does). */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) throw misfit(`${textOf(a)} and ${textOf(b)} cannot be stretched to one shape`);
    return x === 1 ? y : x;
  });
}

export const misfit = (message: string): TelltaleError =>
  new TelltaleError("GRAPH_SHAPE", {
    message,
    hint: "The shapes of the model do not fit together: check the inputs it is given.",
  });

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((extent, i) => extent === b[i]);
/** Axes from 0 on; -1 is the last. */
export const axisOf = (axis: number, rank: number): number => {
  const found = axis < 0 ? axis + rank : axis;
  if (found < 0 || found >= rank) throw misfit(`there is no axis ${axis} among ${rank}`);
  return found;
};
