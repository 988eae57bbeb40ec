/**
 * Columns whose groups one would compare, by their names: the grounds on which the law of many countries forbids to discriminate, in seven languages. Only a proposal: nobody's
 * column is taken for protected without being asked.
 */

/** Words of a name; a word that ends in * begins one. */
const words: { readonly [ground: string]: readonly string[] } = {
  age: [
    "age",
    "alter",
    "geburtsjahr",
    "geburtsdatum",
    "edad",
    "eta",
    "leeftijd",
    "idade",
    "dob",
    "birthdate",
    "birthyear",
  ],
  sex: [
    "sex",
    "sexe",
    "sexo",
    "sesso",
    "gender",
    "geschlecht*",
    "genre",
    "genero",
    "genere",
    "geslacht",
    "female",
    "male",
  ],
  race: [
    "race",
    "races",
    "racial",
    "ethnic*",
    "ethnie",
    "ethnizitat",
    "etnia",
    "etnico",
    "etniciteit",
    "raza",
    "raca",
    "razza",
    "ras",
    "hispanic",
  ],
  origin: [
    "nationality",
    "nationalitat",
    "staatsangehorigkeit",
    "staatsburgerschaft",
    "nationalite",
    "nacionalidad",
    "nacionalidade",
    "nazionalita",
    "cittadinanza",
    "nationaliteit",
    "citizen*",
    "ciudadania",
    "birth",
    "geburtsland",
    "geburtsort",
    "geboorteland",
    "nacimiento",
    "naissance",
    "nascimento",
    "nascita",
    "birthplace",
    "birthcountry",
    "native",
    "immigra*",
    "migra*",
    "herkunft*",
  ],
  language: ["language", "languages", "mothertongue", "sprache", "muttersprache", "langue", "idioma", "lingua", "taal"],
  religion: ["religi*", "konfession", "faith", "geloof", "godsdienst"],
  disability: ["disab*", "behinder*", "handicap*", "discapacidad", "deficiencia", "disabilita"],
  family: [
    "marital",
    "married",
    "familienstand",
    "zivilstand",
    "familiale",
    "civil",
    "civile",
    "matrimonial",
    "burgerlijke",
    "famstat",
    "pregnan*",
    "schwanger*",
  ],
  orientation: ["orientation", "orientierung", "orientacion", "orientacao", "orientamento"],
  union: ["union", "gewerkschaft*", "syndicat*", "sindicato", "sindacato", "vakbond"],
};
const all = Object.values(words).flat();

/** "nativeCountry", "native_country" and "NATIVE COUNTRY" are the same words; accents do not count. */
const wordsOf = (name: string): string[] =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

const fits = (word: string, of: string): boolean => (of.endsWith("*") ? word.startsWith(of.slice(0, -1)) : word === of);

/** Those of `names` that may be protected, in their order. */
export const sensitive = (names: readonly string[]): string[] =>
  names.filter((name) => wordsOf(name).some((word) => all.some((of) => fits(word, of))));
