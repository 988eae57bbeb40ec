import { expect, test } from "vitest";
import type { Finding } from "../../check/finding.ts";
import { claimCard, claimSentence, provenOf } from "./promise.ts";

const finding = (epsilon: number, claimed: { epsilon: number; delta: number } | null): Finding =>
  ({
    measures: [{ id: "guesses" }],
    facts: { canaries: 500, in: 256, members: 2000, delta: 5e-5, epsilon, claimed },
  }) as unknown as Finding;
const plain = (text: string | null): string | null => text?.replaceAll("\u00a0", " ") ?? null;

test("a claim is said with what the guesses prove", () => {
  const claimed = { epsilon: 1.5, delta: 1e-5 };
  expect(plain(claimSentence(finding(4.19, claimed)))).toBe(
    "ε = 1.5 at δ = 0.00001 was claimed; the guesses about canaries prove that it is at least 4.19.",
  );
  expect(plain(claimSentence(finding(0, { ...claimed, epsilon: 10 })))).toBe(
    "ε = 10 at δ = 0.00001 was claimed; the guesses about canaries prove nothing of it.",
  );
  expect(plain(claimCard(finding(4.19, claimed)))).toBe(
    "Its way of training cannot keep the promise of ε = 1.5: ε is at least 4.19.",
  );
});

test("without a claim, or about something else, nothing is said", () => {
  expect(claimSentence(finding(4.19, null))).toBe(null);
  expect(provenOf({ measures: [], facts: {} } as unknown as Finding)).toBe(null);
});
