/** Exposure and error of the same groups: those whom a leak bears on, and those whom predictions fail. */
import type { Exposure, Finding, Measure } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { conditions } from "./bearing.ts";
import { kindOfCheck } from "./kinds.ts";

interface Spread {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
export interface Beside {
  readonly group: string;
  /** Mean exposure over outsiders of the group, in bits. */
  readonly leak: Spread;
  readonly error: Spread;
  /** Null: nobody in the group has, or lacks, the label. */
  readonly fpr: Spread | null;
  readonly fnr: Spread | null;
  readonly people: number;
  /** On either side too few to compare. */
  readonly small: boolean;
}
export interface BesideOf {
  /** Subjects whose exposure and whose errors they are. */
  readonly leaking: string;
  readonly judged: string;
  readonly check: string;
  readonly groups: readonly Beside[];
}

/** For each subject with exposure by group, the groups of the training data's fairness that are the same. Of several attacks the first, as in "Who bears it". */
export function besideOf({ findings, subjects }: Pick<Run, "findings" | "subjects">): readonly BesideOf[] {
  const fair = findings.find(({ check }) => check === "data/fairness");
  if (!fair) return [];
  return subjects.flatMap(({ name }) => {
    const exposed = findings.find(
      ({ subject, check, exposure }) => subject === name && kindOfCheck(check) !== "data" && exposure?.groups.length,
    );
    const groups = exposed?.exposure?.groups.flatMap((group) => joined(group, fair)) ?? [];
    return exposed && groups.length > 0 ? [{ leaking: name, judged: fair.subject, check: exposed.check, groups }] : [];
  });
}

function joined({ of, leak, status }: Exposure["groups"][number], { measures }: Finding): Beside[] {
  const name = Object.entries(of)
    .map(([column, value]) => `${column}=${value}`)
    .join("&");
  const get = (id: string): Measure | undefined => measures.find((one) => one.id === id && one.of?.["group"] === name);
  const right = get("accuracy");
  if (!right || right.value === null || leak === null) return [];
  const [fpr, fnr] = [get("fpr"), get("fnr")];
  return [
    {
      group: conditions(of),
      leak,
      error: { value: 1 - right.value, low: mirrored(right.high), high: mirrored(right.low) },
      fpr: fpr && fpr.value !== null ? fpr : null,
      fnr: fnr && fnr.value !== null ? fnr : null,
      people: right.n,
      small: status === "small" || right.status === "small",
    },
  ];
}

const mirrored = (x: number | null): number | null => (x === null ? null : 1 - x);

/** Who has the most of both; by the lower ends, so that small groups do not lead. */
export function besideSentence({ groups }: BesideOf): string {
  const compared = groups.filter(({ small }) => !small);
  const [a] = compared.toSorted((one, other) => (other.leak.low ?? 0) - (one.leak.low ?? 0));
  const [b] = compared.toSorted((one, other) => (other.error.low ?? 0) - (one.error.low ?? 0));
  if (!a || !b || compared.length < 2) return "Fewer than two groups are large enough to be compared.";
  if ((a.leak.low ?? 0) <= 0) return `No group is shown to be exposed; predictions fail ${b.group} most clearly.`;
  if (a.group === b.group) return `${a.group} is most clearly exposed, and predictions fail it most clearly too.`;
  return `${a.group} is most clearly exposed; predictions fail ${b.group} most clearly.`;
}
