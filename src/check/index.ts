/** Every check, and by them every work that a worker can be asked for. One line per check. */
import { makeWork } from "../learn/make.ts";
import { shadowWorks } from "../learn/shadow.ts";
import { describe } from "../table/describe.ts";
import { read } from "../table/read.ts";
import { subjectWorks } from "../subject/works.ts";
import type { AnyWork, Works } from "../work.ts";
import { aggregation } from "./data/aggregation.ts";
import { drift } from "./data/drift.ts";
import { duplicates } from "./data/duplicates.ts";
import { fairness } from "./data/fairness.ts";
import { label } from "./data/label.ts";
import { measurement } from "./data/measurement.ts";
import { missingness } from "./data/missingness.ts";
import { proxy } from "./data/proxy.ts";
import { representation } from "./data/representation.ts";
import { sources } from "./data/sources.ts";
import { subgroups } from "./data/subgroups.ts";
import { tradeoff } from "./data/tradeoff.ts";
import { defences } from "./model/defences.ts";
import { labelOnly } from "./model/labelOnly.ts";
import { membership as modelMembership } from "./model/membership.ts";
import { oneRun } from "./model/oneRun.ts";
import { whiteBox } from "./model/whiteBox.ts";
import { copies } from "./synthetic/copies.ts";
import { fidelity } from "./synthetic/fidelity.ts";
import { disclosure } from "./synthetic/disclosure.ts";
import { inference } from "./synthetic/inference.ts";
import { linkability } from "./synthetic/linkability.ts";
import { membership } from "./synthetic/membership.ts";
import { similarity } from "./synthetic/similarity.ts";
import { singlingOut } from "./synthetic/singlingOut.ts";
import { utility } from "./synthetic/utility.ts";
import type { AnyCheck } from "./types.ts";

export const checks: readonly AnyCheck[] = [
  linkability,
  inference,
  singlingOut,
  copies,
  disclosure,
  membership,
  fidelity,
  similarity,
  utility,
  modelMembership,
  labelOnly,
  whiteBox,
  oneRun,
  defences,
  representation,
  label,
  missingness,
  measurement,
  proxy,
  aggregation,
  duplicates,
  drift,
  fairness,
  tradeoff,
  subgroups,
  sources,
];

// What a work takes and gives, only it knows.
const make = makeWork as unknown as AnyWork;
const all: readonly AnyWork[] = [
  read,
  describe,
  ...subjectWorks,
  ...shadowWorks,
  make,
  ...checks.flatMap((check) => check.works),
];
export const works: Works = new Map(all.map((work) => [work.id, work] as const));
