/** telltale as a library: the same way as the command line. */
export { audit, type Audited, type AuditHooks } from "./audit.ts";
export {
  type By,
  type Cell,
  type Extreme,
  type FrameInput,
  type Gap,
  type GroupFrame,
  groupFrame,
  type GroupOf,
  type MetricId,
} from "./bias/frame.ts";
export type { Finding, Measure, Verdict } from "./check/finding.ts";
export type { Config, ConfigInput } from "./config.ts";
export { TelltaleError } from "./error.ts";
export { plan, type Plan } from "./plan.ts";
export type { RunEvent } from "./run/events.ts";
export type { Run } from "./run/schema.ts";
export { trainModel, type TrainInput } from "./train.ts";
export type { Made } from "./learn/make.ts";
