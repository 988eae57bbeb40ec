/** telltale accept: takes the responsibility for a finding, with a reason and until a date. */
import { userInfo } from "node:os";
import type { Finding } from "../../check/finding.ts";
import { TelltaleError } from "../../error.ts";
import { type Acceptance, acceptedFile, atMostOf, readAccepted, writeAccepted } from "../../run/accepted.ts";
import { readRun } from "../../run/read.ts";
import { findRun } from "../../run/runs.ts";
import { didYouMean } from "../../suggest.ts";
import { storeOf } from "../store.ts";
import type { Call } from "../verbs.ts";

export async function run({ flags, args: [name], terminal }: Call): Promise<number> {
  const file = flags["file"]?.at(-1) ?? acceptedFile;
  const accepted = readAccepted(file);
  const today = new Date().toISOString().slice(0, 10);
  if (name === undefined) {
    terminal.out(accepted.length === 0 ? "nothing is accepted\n" : accepted.map((one) => line(one, today)).join(""));
    return 0;
  }
  if (flags["withdraw"] !== undefined) {
    const finding = meant(
      name,
      accepted.map((one) => one.finding),
      "accepted",
    );
    writeAccepted(
      file,
      accepted.filter((one) => one.finding !== finding),
    );
    terminal.out(`${finding} is accepted no longer\n`);
    return 0;
  }
  const found = findingOf(readRun(findRun(storeOf(flags), flags["run"]?.at(-1) ?? "latest")).findings, name);
  const acceptance: Acceptance = {
    finding: found.id,
    reason: given(flags, "reason", "why this may be: --reason TEXT"),
    until: lastDay(given(flags, "until", "the last day on which it holds: --until 2027-03-01"), today),
    by: flags["by"]?.at(-1) ?? userInfo().username,
    on: today,
    atMost: atMostOf(found),
  };
  writeAccepted(file, [...accepted.filter((one) => one.finding !== found.id), acceptance]);
  terminal.out(`wrote ${file}\n${line(acceptance, today)}`);
  return 0;
}

const line = ({ finding, by, until, reason }: Acceptance, today: string): string =>
  `${finding}  by ${by} until ${until}${today > until ? " (over)" : ""}: ${reason}\n`;

function findingOf(findings: readonly Finding[], name: string): Finding {
  const id = meant(
    name,
    findings.map((one) => one.id),
    "of this run",
  );
  const found = findings.find((one) => one.id === id);
  if (found?.verdict === "fail" || found?.verdict === "inconclusive") return found;
  throw new TelltaleError("ACCEPT_NOTHING", {
    message: `${id} neither violates a limit nor is undecided: there is nothing to accept`,
    hint: "Only a leak or an undecided finding can be accepted.",
  });
}

/** The id, or the only one that has this part. */
function meant(name: string, ids: readonly string[], which: string): string {
  const found = ids.includes(name) ? [name] : ids.filter((id) => id.includes(name));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only !== undefined)
    throw new TelltaleError("ACCEPT_AMBIGUOUS", {
      message: `${found.length} findings are called ${name}`,
      hint: `Give the whole id: ${found.join(", ")}.`,
    });
  throw new TelltaleError("ACCEPT_UNKNOWN", {
    message: `there is no finding ${name} ${which}`,
    hint: ids.length === 0 ? "There is none at all." : didYouMean(name, ids, "findings"),
  });
}

function given(flags: Call["flags"], flag: string, what: string): string {
  const text = flags[flag]?.at(-1)?.trim() ?? "";
  if (text !== "") return text;
  throw new TelltaleError("USAGE_MISSING", {
    message: `--${flag} is missing`,
    hint: `Say ${what}.`,
  });
}

/** A day that is a day, and not over. */
function lastDay(text: string, today: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  if (isDay && text >= today) return text;
  throw new TelltaleError("USAGE_VALUE", {
    message: isDay ? `--until ${text} is over already` : `--until ${text} is not a date`,
    hint: "Give a day to come, as in 2027-03-01.",
  });
}
