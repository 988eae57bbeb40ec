import { expect, test } from "vitest";
import { chosen, headlines, questions, type Answers } from "./tree.ts";

/** Every way through the questions. */
function ends(answers: Answers = {}): { answers: Answers; headline: string; why: string }[] {
  const found = chosen(answers);
  if ("headline" in found) return [{ answers, ...found }];
  const question = questions.find(({ topic }) => topic === found.ask)!;
  expect(answers[question.topic]).toBeUndefined(); // nothing is asked twice
  return question.options.flatMap(({ value }) => ends({ ...answers, [question.topic]: value }));
}

test("every way ends in a headline with a sentence, and every headline is reached", () => {
  const all = ends();
  expect(all).toHaveLength(1 + 1 + 1 + 2 * (1 + 2 * 2));
  expect(new Set(all.map(({ headline }) => headline))).toEqual(new Set(headlines));
  for (const { why } of all) expect(why).toMatch(/^[a-z].*\.$/);
});

test("a label that is not trusted counts before everything else that is said of errors", () => {
  expect(chosen({ decisions: "some", labels: "doubted", errors: "missed" })).toMatchObject({
    headline: "demographic-parity",
  });
});

test("questions end with a question mark", () => {
  for (const { message } of questions) expect(message).toMatch(/\?$/);
});
