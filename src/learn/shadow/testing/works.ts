/** The works of shadow models, as a worker imports them. */
import type { Works } from "../../../work.ts";
import { shadowWorks } from "../../shadow.ts";

export const works: Works = new Map(shadowWorks.map((work) => [work.id, work] as const));
