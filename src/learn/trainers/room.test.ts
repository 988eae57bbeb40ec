import { expect, test } from "vitest";
import { mlp } from "../networks/mlp.ts";
import { recipeSchema } from "./recipe.ts";
import { checkRoom } from "./room.ts";

const recipe = recipeSchema.parse({ optimiser: { kind: "adam", rate: 0.01 } });
const plain = recipeSchema.parse({ optimiser: { kind: "sgd", rate: 0.01 } });
// 10 x 100 + 100 + 100 x 2 + 2 parameters; Adam remembers two numbers of each, in 7 x 4 bytes.
const network = mlp(10, 2, { hidden: [100] });
const bytes = 1302 * 28;

test("what just fits is trained; a byte less, and it is refused", () => {
  expect(() => checkRoom(network, { recipe, models: 1, room: bytes })).not.toThrow();
  expect(() => checkRoom(network, { recipe, models: 1, room: bytes - 1 })).toThrow(/1,300 parameters takes more than/);
  expect(() => checkRoom(network, { recipe: plain, models: 1, room: bytes - 1 })).not.toThrow();
});

test("models at once take as often as much", () => {
  expect(() => checkRoom(network, { recipe, models: 4, room: 4 * bytes })).not.toThrow();
  expect(() => checkRoom(network, { recipe, models: 4, room: 4 * bytes - 1 })).toThrow(/and 4 at once/);
});

test("a network beyond any machine is refused before anything is made for it", () => {
  const huge = mlp(10, 2, { hidden: [1e9, 1e9] });
  expect(() => checkRoom(huge, { recipe, models: 1 })).toThrow(
    expect.objectContaining({ code: "NETWORK_TOO_LARGE", message: expect.stringContaining("1.0e+18 parameters") }),
  );
});
