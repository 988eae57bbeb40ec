/** People drawn from one law, each by himself, and tables made of them: so that it is known who is in the data, and what was copied. */
import { stream, type Stream } from "../../../stats/stream.ts";
import type { Column, Table } from "../../../table/types.ts";

export interface Person {
  readonly age: number;
  readonly pay: number;
  readonly hours: number;
  readonly job: number;
  readonly town: number;
  readonly group: number;
}
export const names = ["age", "pay", "hours", "job", "town", "group"];
const labels = { job: ["cook", "nurse", "smith", "judge"], town: ["north", "south", "west"], group: ["most", "few"] };

/** `few`: share of the minority, whose pay and hours are as everybody's. */
export function draw(s: Stream, few = 0.1): Person {
  const job = s.int(4);
  return {
    age: 18 + s.int(60),
    pay: Math.round(10 * (1000 + 300 * job + 400 * s.normal())) / 10,
    hours: Math.round(10 * (30 + 5 * s.normal())) / 10,
    job,
    town: s.next() < 0.5 ? job % 3 : s.int(3),
    group: s.next() < few ? 1 : 0,
  };
}

export const crowd = (n: number, seed: number, name: string, few = 0.1): Person[] => {
  const s = stream(seed, "population.ts", name);
  return Array.from({ length: n }, () => draw(s, few));
};

export function tableFrom(people: readonly Person[], name = ""): Table {
  const number = (key: "age" | "pay" | "hours"): Column => ({
    kind: "number",
    name: key,
    values: Float64Array.from(people, (person) => person[key]),
    integer: key === "age",
  });
  const category = (key: "job" | "town" | "group"): Column => ({
    kind: "category",
    name: key,
    codes: Int32Array.from(people, (person) => person[key]),
    labels: labels[key],
    flag: null,
  });
  const columns = [number("age"), number("pay"), number("hours"), category("job"), category("town"), category("group")];
  return { digest: name, rows: people.length, columns };
}
