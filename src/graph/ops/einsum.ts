/** Einstein's sums as transposes, reshapes and products of matrices. */
import { sizeOf, textOf } from "../dtype.ts";
import { misfit, type Value } from "../value.ts";
import { mul } from "./elementwise.ts";
import { reshape, transpose } from "./layout.ts";
import { matmul } from "./matrix.ts";
import { sum } from "./reduce.ts";

/** A tensor whose axes have names. */
interface Named {
  readonly value: Value;
  readonly names: readonly string[];
}

/** As numpy's einsum, "..." included; an axis twice in one operand (a diagonal) is refused. Several operands are taken from left to right. */
export function einsum(equation: string, ...operands: readonly Value[]): Value {
  const { inputs, output } = parse(equation, operands);
  const named = operands.map((value, i): Named => ({ value, names: inputs[i] ?? [] }));
  const [first, ...others] = named;
  if (!first) throw misfit("an einsum of nothing");
  const result = others.reduce((left, right, i) => {
    const later = new Set([...output, ...others.slice(i + 1).flatMap(({ names }) => names)]);
    return product(left, right, later);
  }, first);
  const kept = onlyThese(result, new Set(output));
  return arranged(kept, output);
}

/** Sums over what both have and nobody needs; what both have and somebody needs is a batch. */
function product(left: Named, right: Named, later: ReadonlySet<string>): Named {
  const a = onlyThese(left, new Set([...right.names, ...later]));
  const b = onlyThese(right, new Set([...left.names, ...later]));
  const shared = a.names.filter((name) => b.names.includes(name));
  const batch = shared.filter((name) => later.has(name));
  const summed = shared.filter((name) => !later.has(name));
  const rows = a.names.filter((name) => !shared.includes(name));
  const columns = b.names.filter((name) => !shared.includes(name));
  const extents = (names: readonly string[]) => names.map((name) => Math.max(extentOf(a, name), extentOf(b, name)));
  const names = [...batch, ...rows, ...columns];
  const shape = extents(names);
  if (summed.length === 0) {
    const x = reshape(arranged(a, [...batch, ...rows]), [...extents([...batch, ...rows]), ...columns.map(() => 1)]);
    const y = reshape(arranged(b, [...batch, ...columns]), [
      ...extents(batch),
      ...rows.map(() => 1),
      ...extents(columns),
    ]);
    return { value: mul(x, y), names };
  }
  const size = (some: readonly string[]) => sizeOf(extents(some));
  const x = reshape(arranged(a, [...batch, ...rows, ...summed]), [...extents(batch), size(rows), size(summed)]);
  const y = reshape(arranged(b, [...batch, ...summed, ...columns]), [...extents(batch), size(summed), size(columns)]);
  return { value: reshape(matmul(x, y), shape), names };
}

const extentOf = ({ value, names }: Named, name: string): number => value.shape[names.indexOf(name)] ?? 1;

function onlyThese({ value, names }: Named, wanted: ReadonlySet<string>): Named {
  const axes = names.flatMap((name, i) => (wanted.has(name) ? [] : [i]));
  return { value: sum(value, { axes }), names: names.filter((name) => wanted.has(name)) };
}

const arranged = ({ value, names }: Named, order: readonly string[]): Value =>
  transpose(
    value,
    order.map((name) => names.indexOf(name)),
  );

function parse(
  equation: string,
  operands: readonly Value[],
): { readonly inputs: readonly (readonly string[])[]; readonly output: readonly string[] } {
  const refused = (why: string) => misfit(`einsum "${equation}": ${why}`);
  const [left = "", right] = equation.replaceAll(/\s/g, "").split("->");
  const terms = left.split(",");
  if (terms.length !== operands.length) throw refused(`${terms.length} terms for ${operands.length} operands`);
  const extents = new Map<string, number>();
  // The axes that "..." stands for are named from the last one: 0, 1, ...
  const inputs = terms.map((term, i) => {
    const shape = operands[i]?.shape ?? [];
    const hidden = shape.length - term.replace("...", "").length;
    const names = term
      .split(/(\.{3}|.)/)
      .filter(Boolean)
      .flatMap((name) =>
        name === "..." ? Array.from({ length: hidden }, (_, at) => String(hidden - 1 - at)) : [name],
      );
    if (names.length !== shape.length) throw refused(`"${term}" does not name the axes of ${textOf(shape)}`);
    if (new Set(names).size !== names.length) throw refused(`"${term}" names an axis twice`);
    names.forEach((name, at) => {
      const extent = shape[at] ?? 1;
      const known = extents.get(name) ?? extent;
      if (known !== extent) throw refused(`axis ${name} has ${known} and ${extent} numbers`);
      extents.set(name, extent);
    });
    return names;
  });
  const hidden = [...extents.keys()].filter((name) => /\d/.test(name)).toSorted((a, b) => Number(b) - Number(a));
  const all = inputs.flat();
  const once = [...new Set(all)].filter(
    (name) => /\D/.test(name) && all.filter((other) => other === name).length === 1,
  );
  const output =
    right === undefined
      ? [...hidden, ...once.toSorted()]
      : right
          .split(/(\.{3}|.)/)
          .filter(Boolean)
          .flatMap((name) => (name === "..." ? hidden : [name]));
  const unknown = output.find((name) => !extents.has(name));
  if (unknown !== undefined) throw refused(`no operand has an axis ${unknown}`);
  return { inputs, output };
}
