import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { sarif, uri } from "./sarif.ts";
import { variants } from "./testing/variants.ts";

// The schema of the standard, as Microsoft's matchers for SARIF carry it.
const path = createRequire(import.meta.url)
  .resolve("@microsoft/jest-sarif")
  .replace(/index\.js$/, "schemas/sarif-2.1.0-rtm.5.json");
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")) as object); // a JSON Schema

describe("SARIF 2.1.0", () => {
  test.for(Object.entries(variants))("%s is valid", ([, make]) => {
    validate(JSON.parse(JSON.stringify(sarif(make()))));
    expect(validate.errors ?? []).toEqual([]);
  });

  const results = (name: string) => {
    const log = JSON.parse(JSON.stringify(sarif(variants[name]?.() ?? expect.fail(name)))) as {
      runs: [
        {
          results: {
            kind: string;
            level: string;
            ruleId: string;
            partialFingerprints: { telltale: string };
            suppressions?: object[];
            message: { text: string };
            properties: { further?: { measure: string; verdict: string }[] };
          }[];
        },
      ];
    }; // as the schema above says
    return log.runs[0].results;
  };

  test("a result is found again by check and subject", () => {
    expect(
      results("leaky").map(({ ruleId, partialFingerprints }) => [ruleId, partialFingerprints.telltale])[0],
    ).toEqual(["synthetic/linkability", "synthetic/linkability:flip30"]);
  });
  test("a leak is an error, what is undecided or broken a warning; the others have a kind and no level", () => {
    const seen = ["both", "error", "not applicable", "no limits"].flatMap((name) =>
      results(name).map(({ kind, level }) => `${kind} ${level}`),
    );
    expect([...new Set(seen)].toSorted()).toEqual([
      "fail error",
      "fail warning",
      "informational none",
      "notApplicable none",
      "pass none",
    ]);
  });
  test("further limits are named in the message and kept in the properties", () => {
    const result = results("whole").find(({ ruleId }) => ruleId === "synthetic/membership");
    expect(result?.message.text).toMatch(/Found at 1\u202f% false alarms: leak, /);
    expect(result?.properties.further).toMatchObject([{ measure: "tpr@fpr=0.01", verdict: "fail" }]);
  });
  test("what was accepted is suppressed, not hidden", () => {
    expect(results("accepted").filter(({ suppressions }) => suppressions?.length === 1).length).toBe(3);
  });
});

test.each([
  ["tables/a b#1.csv", "tables/a%20b%231.csv"],
  ["/data/s.csv", "file:///data/s.csv"],
  [String.raw`C:\data\s.csv`, "file:///C:/data/s.csv"],
  ["<script>?.csv", "%3Cscript%3E%3F.csv"],
])("the path %s is the URI %s", (file, expected) => expect(uri(file)).toBe(expected));
