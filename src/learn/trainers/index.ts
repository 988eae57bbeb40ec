/** From the description of a trainer to the trainer. */
import type { Reader } from "../../work.ts";
import { commandTrainer } from "./command/trainer.ts";
import { cnnTrainer, logisticTrainer, mlpTrainer, sameTrainer } from "./networks.ts";
import type { TrainerSpec } from "./spec.ts";
import type { Trainer } from "./trainer.ts";
import { boostingTrainer, forestTrainer } from "./trees.ts";

export function trainerOf(spec: TrainerSpec, reader: Reader): Trainer {
  switch (spec.kind) {
    case "same":
      return sameTrainer(spec, reader);
    case "mlp":
      return mlpTrainer(spec);
    case "logistic":
      return logisticTrainer(spec);
    case "cnn":
      return cnnTrainer(spec);
    case "forest":
      return forestTrainer(spec);
    case "boosting":
      return boostingTrainer(spec);
    case "command":
      return commandTrainer(spec);
  }
}
