/** The checks of a synthetic table against what peers counted on the same data. */
import { validateAnonymity } from "./synthetic/anonymity.ts";
import { validateCopies } from "./synthetic/copies.ts";
import { validateFidelity } from "./synthetic/fidelity.ts";
import { validateDisclosure } from "./synthetic/disclosure.ts";
import { validateInference } from "./synthetic/inference.ts";
import { validateLinkability } from "./synthetic/linkability.ts";
import { validateSimilarity } from "./synthetic/similarity.ts";
import { validateMembership } from "./synthetic/membership.ts";
import { validateSinglingOut } from "./synthetic/singling-out.ts";
import { validateUtility } from "./synthetic/utility.ts";
import type { Validation } from "./types.ts";

export const validate: Validation = async function* (shared) {
  yield* validateLinkability(shared);
  yield* validateInference(shared);
  yield* validateSinglingOut(shared);
  yield* validateCopies(shared);
  yield* validateMembership(shared);
  yield* validateSimilarity(shared);
  yield* validateFidelity(shared);
  yield* validateDisclosure(shared);
  yield* validateAnonymity(shared);
  yield* validateUtility(shared);
};
