/** One check against one subject: whatever goes wrong in it becomes its finding, so that the other checks stand. */
import type { Chosen } from "./check/choose.ts";
import type { Finding } from "./check/finding.ts";
import type { Played, Subject } from "./check/types.ts";
import { TelltaleError } from "./error.ts";
import { limitFor, type Limits } from "./risk/limits.ts";
import type { Computer } from "./run/compute.ts";

export type Reason = NonNullable<Finding["reason"]>;
/** Either a measurement, or the reason why there is none. */
export type Outcome =
  | { readonly played: Played }
  | { readonly verdict: "not-applicable" | "error"; readonly reason: Reason };

export interface Turn {
  readonly subject: Subject;
  readonly chosen: Chosen;
  readonly outcome: Outcome;
  readonly seconds: number;
}

/** What all turns of a run have in common. */
export interface Table {
  readonly seed: number;
  readonly limits: Limits;
  readonly computer: Computer;
}

export async function takeTurn(subject: Subject, chosen: Chosen, { seed, limits, computer }: Table): Promise<Turn> {
  const started = performance.now();
  const outcome = await play(subject, chosen, { seed, limits, computer });
  return { subject, chosen, outcome, seconds: (performance.now() - started) / 1000 };
}

async function play(subject: Subject, { check, options }: Chosen, { seed, limits, computer }: Table): Promise<Outcome> {
  const { compute, refs, put } = computer;
  const applies = check.applies(subject, options);
  if (applies !== true)
    return {
      verdict: "not-applicable",
      reason: { code: "not-applicable", message: applies.reason, remedy: applies.remedy },
    };
  try {
    return {
      played: await check.play({
        subject,
        options,
        seed,
        compute,
        refs,
        put,
        limitOf: (measure) => limitFor(limits, check.id, measure),
      }),
    };
  } catch (error) {
    // The whole run ends, except when only its time is over: then what was finished is worth a report.
    if (!(error instanceof TelltaleError) || endsTheRun.test(error.code)) throw error;
    return { verdict: "error", reason: { code: error.code, message: error.message, remedy: error.hint } };
  }
}

const endsTheRun = /^(RUN_STOPPED|STORE_|WORKER_START)/;
