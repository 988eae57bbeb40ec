/** What an audit is of, so that asking again the same thing is told from asking until the answer pleases. */
import type { Json } from "../work.ts";
import { canonical, sha256 } from "./key.ts";
import { indexes } from "./runs.ts";

export interface Asked {
  /** The digests of what is audited. */
  readonly artefact: Json;
  /** Everything else that decides the result: other inputs, checks, their options, limits. */
  readonly options: Json;
  readonly seed: number;
}
export interface Identity {
  readonly artefact: string;
  readonly audit: string;
}

export const identityOf = ({ artefact, options, seed }: Asked): Identity => ({
  artefact: sha256(canonical(artefact)),
  audit: sha256(canonical({ artefact, options, seed })),
});

/**
 * How many different audits of this artefact there were, this one included. The same inputs, options and seed are
 * the same look: an audit that is run again keeps its number.
 */
export function countLook(folder: string, { artefact, audit }: Identity): number {
  const looks = new Set<string>();
  for (const index of indexes(folder)) if (index.artefact === artefact) looks.add(index.audit);
  const earlier = [...looks].indexOf(audit);
  return earlier < 0 ? looks.size + 1 : earlier + 1;
}
