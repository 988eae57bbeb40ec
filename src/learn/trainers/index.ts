/** From the description of a trainer to the trainer. */
import { forestTrainer, boostingTrainer } from "./trees.ts";
import { commandTrainer } from "./command/trainer.ts";
import type { TrainerSpec } from "./spec.ts";
import type { Trainer } from "./trainer.ts";

export function trainerOf(spec: TrainerSpec): Trainer {
  switch (spec.kind) {
    case "forest":
      return forestTrainer(spec);
    case "boosting":
      return boostingTrainer(spec);
    case "command":
      return commandTrainer(spec);
  }
}
