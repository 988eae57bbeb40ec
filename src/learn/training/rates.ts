/** The learning rate of each step. */
import type { Recipe, Schedule } from "./recipe.ts";

export interface Course {
  readonly perEpoch: number;
  readonly epochs: number;
}

/** Of the step that comes after `done` others; as torch.optim.lr_scheduler's CosineAnnealingLR, StepLR (its steps are epochs) and LinearLR. */
export function rateAt(
  { optimiser: { rate }, schedule }: Pick<Recipe, "optimiser" | "schedule">,
  done: number,
  course: Course,
): number {
  return rate * factorAt(schedule ?? { kind: "constant" }, done, course);
}

function factorAt(schedule: Schedule, done: number, { perEpoch, epochs }: Course): number {
  switch (schedule.kind) {
    case "constant":
      return 1;
    case "cosine": {
      const { least = 0 } = schedule;
      return least + ((1 - least) * (1 + Math.cos((Math.PI * done) / (perEpoch * epochs)))) / 2;
    }
    case "step":
      return schedule.factor ** Math.floor(Math.floor(done / perEpoch) / schedule.every);
    case "warmup": {
      const { steps, start = 1 / 3 } = schedule;
      return done >= steps ? 1 : start + ((1 - start) * done) / steps;
    }
  }
}
