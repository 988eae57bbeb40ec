import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Finding } from "../check/finding.ts";
import { leakyGames, runOf } from "../report/testing/runs.ts";
import { type Acceptance, applyAccepted, atMostOf, readAccepted, writeAccepted } from "./accepted.ts";

const folder = mkdtempSync(join(tmpdir(), "telltale-accepted-"));
afterAll(() => rmSync(folder, { recursive: true }));

const leak = runOf([{ name: "flip30", games: leakyGames }]).findings.find(
  ({ verdict }) => verdict === "fail",
) as Finding; // the leaky table has leaks
const acceptance: Acceptance = {
  finding: leak.id,
  reason: "shared under contract 12",
  until: "2027-03-01",
  by: "A. Meyer",
  on: "2026-11-25",
  atMost: atMostOf(leak),
};
const applied = (of: Finding, more: Partial<Acceptance>, today: string): Finding =>
  applyAccepted([of], [{ ...acceptance, ...more }], today)[0] as Finding; // one in, one out

test("an acceptance stands beside the verdict, up to its last day", () => {
  const { by, reason, until } = acceptance;
  expect(applied(leak, {}, "2027-03-01")).toMatchObject({ verdict: "fail", accepted: { by, reason, until } });
});

test("the finding returns when the date has passed, and says so", () => {
  const late = applied(leak, {}, "2027-03-02");
  expect(late.accepted).toBeNull();
  expect(late.validity.at(-1)).toMatchObject({ code: "acceptance-expired", effect: "note" });
});

test("the finding returns when it is proved to be larger than what was accepted", () => {
  const measure = leak.headline?.measure ?? "";
  const low = leak.headline?.estimate.low ?? 0;
  expect(applied(leak, { atMost: { [measure]: low } }, "2026-12-01").accepted).not.toBeNull();
  const grown = applied(leak, { atMost: { [measure]: low - 0.001 } }, "2026-12-01");
  expect(grown.accepted).toBeNull();
  expect(grown.validity.at(-1)?.code).toBe("acceptance-outgrown");
});

test("nothing but leaks and undecided findings is accepted", () => {
  expect(applied({ ...leak, verdict: "pass" }, {}, "2026-12-01").accepted).toBeNull();
});

test("what was written is read again; no file means nothing; anything else is refused", () => {
  const file = join(folder, "accepted.json");
  expect(readAccepted(file)).toEqual([]);
  writeAccepted(file, [acceptance]);
  expect(readAccepted(file)).toEqual([acceptance]);
  writeFileSync(file, JSON.stringify({ version: 1, accepted: [{ ...acceptance, until: "soon" }] }));
  expect(() => readAccepted(file)).toThrow(/must be a date/);
  writeFileSync(file, "{");
  expect(() => readAccepted(file)).toThrow(expect.objectContaining({ code: "ACCEPTED_DAMAGED" }));
});
