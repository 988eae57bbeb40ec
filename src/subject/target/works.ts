/** The works of a model's file. */
import type { AnyWork } from "../../work.ts";
import { answersWork } from "./answers.ts";
import { describeWork } from "./describe.ts";
import { featuresWork } from "./features.ts";
import { fileWork } from "./file.ts";

/** For the list of all works. Each is asked for its own inputs only. */
export const targetWorks: readonly AnyWork[] = [fileWork, describeWork, answersWork, featuresWork].map(
  (work) => work as unknown as AnyWork,
);
