/** Every check, and by them every work that a worker can be asked for. One line per check. */
import type { AnyCheck, AnyWork, Works } from "./types.ts";

export const checks: readonly AnyCheck[] = [];
export const works: Works = new Map(
  checks.flatMap((check) => check.works.map((work: AnyWork) => [work.id, work] as const)),
);
