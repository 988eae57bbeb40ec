import { expect, test } from "vitest";
import { sensitive } from "./sensitive.ts";

test("columns of the Adult data that may be protected", () => {
  const adult =
    "age,workclass,fnlwgt,education,education_num,marital_status,occupation,relationship,race,sex,capital_gain,hours_per_week,native_country,income";
  expect(sensitive(adult.split(","))).toEqual(["age", "marital_status", "race", "sex", "native_country"]);
});

test.for([
  "Geschlecht",
  "Nationalität",
  "staatsangehörigkeit",
  "nationalité",
  "Sexe",
  "género",
  "edad",
  "Età",
  "leeftijd",
  "Religionszugehörigkeit",
  "customerAge",
  "ETHNIC GROUP",
  "isDisabled",
  "birth_country",
  "stato_civile",
  "pais_nacimiento",
  "geburtsland",
])("%s may be protected", (name) => expect(sensitive([name])).toEqual([name]));

test.for([
  "message",
  "wage",
  "page",
  "sextant",
  "average",
  "storage",
  "grace",
  "terrace",
  "reunion",
  "language_model_id2",
])("%s is proposed by whole words only", (name) =>
  expect(sensitive([name]).length).toBe(name.startsWith("language") ? 1 : 0),
);
