/** Random forests and boosted trees as trainers. */
import type { Output } from "../../work.ts";
import { type Boosted, boost, predict } from "../boost.ts";
import { type Forest, forest, predictForest } from "../forest.ts";
import type { Column } from "../../table/types.ts";
import { columnsIn, type Data, outputsFor } from "./data.ts";
import type { Spec } from "./spec.ts";
import type { Answers, Lesson, Trainer } from "./trainer.ts";

export const forestTrainer = ({ trees, minLeaf, columns }: Spec<"forest">): Trainer =>
  treeTrainer({
    grow: (features, data, { rows, seed }) =>
      forest(features, data.goal, { rows, trees, minLeaf, seed, ...(columns !== null && { columns }) }),
    say: (model, features) => predictForest(model as Forest, features), // as `grow` made it
  });

export const boostingTrainer = (spec: Spec<"boosting">): Trainer =>
  treeTrainer({
    grow: (features, data, { rows, seed }) => boost(features, data.goal, { ...spec, rows, seed }),
    say: (model, features) => predict(model as Boosted, features), // as `grow` made it
  });

interface Trees {
  readonly grow: (features: readonly Column[], data: Data, lesson: Pick<Lesson, "rows" | "seed">) => Output;
  /** As `predict` of boosting: of two classes the chance of the second one only. */
  readonly say: (model: Output, features: readonly Column[]) => Float64Array;
}

function treeTrainer({ grow, say }: Trees): Trainer {
  return {
    together: async () => 1,
    async fit(data, lessons) {
      const features = columnsIn(data);
      return lessons.map((lesson) => grow(features, data, lesson));
    },
    async answer(models, asked) {
      return asked.map((data): Answers => {
        const features = columnsIn(data);
        const outputs = outputsFor(data.label);
        const perModel = models.map((model) => {
          const said = say(model, features);
          return outputs === 2 ? bothOf(said) : said;
        });
        return { kind: data.goal.kind === "class" ? "probabilities" : "values", outputs, rows: data.rows, perModel };
      });
    },
  };
}

function bothOf(second: Float64Array): Float64Array {
  const both = new Float64Array(2 * second.length);
  second.forEach((chance, row) => {
    both[2 * row] = 1 - chance;
    both[2 * row + 1] = chance;
  });
  return both;
}
