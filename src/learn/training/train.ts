/** Training: any number of models of one network, each on rows of its own. */
import type { Constant } from "../../graph/dtype.ts";
import type { Goal } from "../goal.ts";
import { initial } from "../networks/initial.ts";
import type { Network } from "../networks/network.ts";
import { alike } from "./batches.ts";
import { exampleWeights } from "./class-weights.ts";
import { checkMembers, dtypeOf, type Examples, feedOf, rowsOf, truths } from "./data.ts";
import { drawsOf, type Name } from "./draws.ts";
import { groupSize } from "./group-size.ts";
import { heldOut, type Own } from "./held-out.ts";
import { type Objective, objectiveOf } from "./objective.ts";
import { checkPrivate } from "./private.ts";
import { checkRecipe, type Recipe } from "./recipe.ts";
import { trainStack } from "./run.ts";
import type { Numbers } from "./state.ts";

export interface Training {
  readonly network: Network;
  readonly recipe: Recipe;
  readonly x: Examples;
  /** Of the rows of x. A number is learnt as it is: bring it to mean 0 and deviation 1 first. */
  readonly goal: Goal;
  /** The rows of each model. */
  readonly members: readonly Uint32Array[];
  /** What each model's random numbers are named by: its start, the order of its rows, what it drops, its noise. */
  readonly names: readonly Name[];
  /** What models are called in errors. Default: by their place among the members. */
  readonly numbers?: readonly number[];
  /** What models begin with, instead of drawn numbers. */
  readonly start?: readonly Numbers[];
  /** How many models at once. Default: what is fastest for the network. */
  readonly atOnce?: number;
}
export interface Trained extends Numbers {
  /** Mean loss of each epoch, on the rows learnt from, while they are learnt from. */
  readonly losses: readonly number[];
  /** Mean loss after each epoch on the rows held out; empty without `stop`. */
  readonly heldOut: readonly number[];
  /** The epoch, from 1, whose parameters these are. */
  readonly epoch: number;
}
/** What all stacks of a training share. */
export interface Shared {
  readonly network: Network;
  readonly recipe: Recipe;
  readonly objective: Objective;
  readonly goal: Goal;
  readonly x: Constant;
  readonly y: Constant;
  readonly rows: number;
  readonly kind: Constant["dtype"];
}
export interface Member extends Own {
  /** Which of the members it is. */
  readonly place: number;
  /** What it is called in errors. */
  readonly number: number;
  readonly name: Name;
  readonly start: Numbers;
  /** Of each of the rows it learns from, by row; null: all the same. */
  readonly weights: Float32Array | null;
}

/**
 * In the order of the members. A model depends on its name, its rows, the network and the recipe, not on the models beside it:
 * bit for bit in stacks of as many models, but for the last digits in others.
 * Errors: RECIPE_INVALID, NETWORK_OUTPUTS, PRIVATE_BATCH_NORM, TRAINING_SHAPE, TRAINING_ROWS, TRAINING_ONE_CLASS, TRAINING_INPUT, TRAINING_DIVERGED, LEARN_GOAL, LEARN_NO_ROWS.
 */
export async function trainGroup(training: Training): Promise<Trained[]> {
  const { network, recipe, x, goal, members, names } = training;
  checkRecipe(recipe);
  checkPrivate(network, recipe);
  const objective = objectiveOf(network, goal);
  const rows = rowsOf(network, x);
  checkMembers(x, goal, members, training.numbers);
  const shared: Shared = {
    network,
    recipe,
    objective,
    goal,
    rows,
    x: feedOf(network, x),
    y: truths(goal, objective),
    kind: dtypeOf(x),
  };
  const own = members.map((one, k) => heldOut(one, recipe, nameOf(names, k)));
  const sizes = own.map(({ learnt }) => learnt.length);
  const most = training.atOnce ?? groupSize(network);
  const found: Trained[] = [];
  for (const group of alike(sizes, network, recipe.batch))
    for (let start = 0; start < group.length; start += most) {
      // What belongs to a model only, such as its start, is made when its turn comes.
      const stack = group.slice(start, start + most).map((k): Member => {
        const { learnt, held } = own[k] ?? heldOut(new Uint32Array(), recipe, []);
        const name = nameOf(names, k);
        const weights = exampleWeights(goal, learnt, recipe.classWeights);
        return {
          place: k,
          number: training.numbers?.[k] ?? k,
          name,
          learnt,
          held,
          weights,
          start: training.start?.[k] ?? begin(network, name),
        };
      });
      const trained = await trainStack(shared, stack);
      for (const [i, { place }] of stack.entries()) for (const one of trained.slice(i, i + 1)) found[place] = one;
    }
  return found;
}

function nameOf(names: readonly Name[], k: number): Name {
  const name = names[k];
  if (!name) throw new Error(`model ${k} has no name`);
  return name;
}

/** The parameters that a model of this name begins with. */
export const begin = (network: Network, name: Name): Numbers => ({
  parameters: initial(network, drawsOf(name, "start")),
  running: network.running.map((one) => one.initial.slice()),
});
