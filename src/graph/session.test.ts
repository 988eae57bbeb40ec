import { expect, test } from "vitest";
import { add, mul } from "./ops/elementwise.ts";
import { encodeModel } from "./protobuf.ts";
import { openSession } from "./session.ts";
import { input, Scope } from "./value.ts";
import { writeGraph } from "./write.ts";

const [rows, columns] = [20, 20];
function plus(number: number): Uint8Array {
  const x = input(new Scope(), "x", { shape: [rows, columns] });
  return encodeModel(writeGraph({ y: add(mul(x, 2), number) }));
}
const x = { dtype: "float32", shape: [rows, columns], data: new Float32Array(rows * columns).fill(1) } as const;

test("more sessions than are kept open, used by turns and at once: each still answers, and answers stay as they were", async () => {
  const numbers = Array.from({ length: 40 }, (_, i) => i);
  const sessions = await Promise.all(numbers.map(async (number) => await openSession(plus(number))));
  const runs = [...numbers, ...numbers.toReversed(), ...numbers].map(async (number) => {
    const found = await sessions[number]?.run({ x });
    return { number, data: found?.["y"]?.data };
  });
  const answers = await Promise.all(runs);
  for (const { number, data } of answers) expect(data).toEqual(new Float32Array(rows * columns).fill(2 + number));
});

test("sessions that are released while others look for them are released once, and never while they run", async () => {
  const numbers = Array.from({ length: 60 }, (_, i) => i % 30);
  const models = numbers.map(plus);
  const runs = models.map(async (model, i) => {
    // One after the other in time, so that some end while others begin.
    for (let turn = 0; turn < i % 7; turn++) await new Promise(setImmediate);
    const session = await openSession(model);
    for (let turn = 0; turn < i % 3; turn++) await new Promise(setImmediate);
    const found = await session.run({ x });
    return found["y"]?.data[0];
  });
  expect(await Promise.all(runs)).toEqual(numbers.map((number) => 2 + number));
});
