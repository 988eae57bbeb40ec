/** Files as users have them, odd and broken ones: each is read right, or refused with a code. Written into a folder by `corpus`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export interface Case {
  readonly name: string;
  /** Paths, or a query. */
  readonly files: { readonly synthetic: string; readonly train: string; readonly holdout?: string };
  /** "ok", or the code of the error. */
  readonly expect: string;
  /** Rows of train, for those that are read. */
  readonly rows?: number;
  /** Kinds of columns, with their flag ("category/key"), for those that matter. */
  readonly kinds?: { readonly [column: string]: string };
  /** Remarks that must be made, and no others. */
  readonly remarks?: readonly string[];
  /** What the message of the error must hold. */
  readonly says?: string;
}
type Expected = Omit<Case, "name" | "files">;
type Content = string | Uint8Array;

const people = ["name,age,city", "Ada,36,London", "Grace,85,New York", "Alan,41,", "Emmy,53,Erlangen"];
const lines = (rows: readonly string[], end = "\n"): string => rows.map((row) => row + end).join("");
const usual: Expected = { expect: "ok", rows: 4, kinds: { name: "category", age: "number", city: "category" } };
const utf16 = (text: string, order: "le" | "be", mark: boolean): Buffer => {
  const bytes = Buffer.from((mark ? "\ufeff" : "") + text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};
const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const noise = (n: number): Buffer => {
  let state = 1;
  return Buffer.from(range(n).map(() => (state = (state * 16_807) % 2_147_483_647) & 255));
};
const one = (column: string, values: readonly (string | number)[]): string => lines([column, ...values.map(String)]);
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const names = [
  "a",
  "A",
  "__proto__",
  "constructor",
  "my col",
  "x-y",
  "1",
  "🙂",
  "x".repeat(3000),
  'say "hi"',
  "a,b",
  "select",
  " pad ",
  "é",
  "line\nbreak",
];

/** One odd file, which stands for the synthetic and the train table. */
const alike: readonly (readonly [name: string, file: string, content: Content, expected: Expected])[] = [
  ["plain", "plain.csv", lines(people), usual],
  ["no line end at the end", "open.csv", lines(people).trimEnd(), usual],
  ["CRLF", "crlf.csv", lines(people, "\r\n"), usual],
  ["CR", "cr.csv", lines(people, "\r"), usual],
  ["lines that end in different ways", "ends.csv", lines(people.slice(0, 3), "\r\n") + lines(people.slice(3)), usual],
  ["byte order mark", "bom.csv", `\ufeff${lines(people)}`, usual],
  ["UTF-16 LE", "utf16le.csv", utf16(lines(people), "le", true), { ...usual, remarks: ["encoding", "encoding"] }],
  ["UTF-16 BE", "utf16be.csv", utf16(lines(people), "be", true), { ...usual, remarks: ["encoding", "encoding"] }],
  [
    "UTF-16 LE without a mark",
    "utf16.csv",
    utf16(lines(people), "le", false),
    { ...usual, remarks: ["encoding", "encoding"] },
  ],
  [
    "Latin-1",
    "latin1.csv",
    Buffer.from("name,age\nZoé,3\nJürgen,4\n", "latin1"),
    { expect: "ok", rows: 2, remarks: ["encoding", "encoding"] },
  ],
  ["tabs", "tabs.tsv", lines(people).replaceAll(",", "\t"), usual],
  [
    "semicolons and decimal commas",
    "semicolon.csv",
    "a;b\n1,5;x\n-2;y\n,25;z\n3,0;x\n".replace(",25", "0,25"),
    { expect: "ok", rows: 4, kinds: { a: "number", b: "category" }, remarks: ["decimal-comma"] },
  ],
  ["bars", "bars.txt", lines(people).replaceAll(",", "|"), usual],
  ["\\x01", "hive.dat", lines(people).replaceAll(",", "\x01"), usual],
  ["gzip", "plain.csv.gz", gzipSync(lines(people)), usual],
  ["gzip without the name of it", "packed.csv", gzipSync(lines(people)), usual],
  [
    "quotes, line breaks and delimiters in values",
    "quotes.csv",
    'a,b\n"x\ny","1"\n"say ""hi""",2\n"p,q",3\n',
    { expect: "ok", rows: 3, kinds: { a: "category", b: "number" } },
  ],
  ["empty lines", "gaps.csv", "a,b\n1,x\n\n2,y\n\n\n", { expect: "ok", rows: 2 }],
  ["one column", "one.csv", "a\n1\n2\n3\n", { expect: "ok", rows: 3, kinds: { a: "number" } }],
  ["one row", "row.csv", lines(people.slice(0, 2)), { expect: "ok", rows: 1 }],
  ["header only", "header.csv", lines(people.slice(0, 1)), { expect: "TABLE_NO_ROWS" }],
  ["header only, without a line end", "header2.csv", "a,b", { expect: "TABLE_NO_ROWS" }],
  ["empty", "empty.csv", "", { expect: "TABLE_FILE_EMPTY" }],
  ["nothing but line ends", "blank.csv", "\n\n\n", { expect: "TABLE_NO_COLUMNS" }],
  ["binary junk", "junk.csv", noise(5000), { expect: "TABLE_FORMAT" }],
  ["a little binary junk", "bit.csv", noise(60), { expect: "TABLE_FORMAT" }],
  [
    "an Excel workbook",
    "book.csv",
    Buffer.from("PK\x03\x04\x14\0\x06\0", "latin1"),
    { expect: "TABLE_FORMAT", says: "Excel" },
  ],
  ["half a Parquet file", "half.parquet", "PAR1 and no more", { expect: "TABLE_FORMAT" }],
  ["half a gzip file", "half.csv.gz", gzipSync(noise(50_000)).subarray(0, 9000), { expect: "TABLE_FORMAT" }],
  ["a short row", "short.csv", lines([...people, "Kurt,71"]), { expect: "TABLE_RAGGED", says: "line 6" }],
  ["a long row", "long.csv", lines([...people, "Kurt,71,Princeton,x"]), { expect: "TABLE_RAGGED", says: "line 6" }],
  [
    "a long row in a large file",
    "far.csv",
    `a,b\n${"1,2\n".repeat(300_000)}1,2,3\n`,
    { expect: "TABLE_RAGGED", says: "line 300002" },
  ],
  ["a quote that is never closed", "quote.csv", 'a,b\n1,"x\n2,y\n', { expect: "TABLE_QUOTES" }],
  ["two columns of one name", "twice.csv", "a,b,a\n1,2,3\n", { expect: "TABLE_COLUMN_TWICE", says: '"a"' }],
  [
    "columns without names",
    "unnamed.csv",
    ",b,\n1,2,3\n4,5,6\n",
    { expect: "ok", rows: 2, kinds: { column1: "number", column3: "number" } },
  ],
  [
    "names of every sort",
    "names.csv",
    lines([names.map(quoted).join(","), names.map((_, i) => i).join(","), names.map((_, i) => -i).join(",")]),
    { expect: "ok", rows: 2, kinds: Object.fromEntries(names.map((name) => [name, "number"])) },
  ],
  [
    "an empty column",
    "missing.csv",
    "a,b\n1,\n2,NA\n3,NULL\n4, \n5,nan\n",
    { expect: "ok", rows: 5, kinds: { b: "number" }, remarks: ["all-missing"] },
  ],
  ["a question mark is a label", "question.csv", "a,b\n1,?\n2,?\n3,x\n", { expect: "ok", kinds: { b: "category" } }],
  [
    "a constant column",
    "constant.csv",
    one(
      "a",
      range(30).map(() => "x"),
    ),
    { expect: "ok", kinds: { a: "category" }, remarks: [] },
  ],
  [
    "a number of its own in every row",
    "wage.csv",
    one(
      "a",
      range(200).map((i) => i * i + 0.5),
    ),
    { expect: "ok", kinds: { a: "number" }, remarks: [] },
  ],
  [
    "a whole number of its own in every row",
    "weight.csv",
    one(
      "a",
      range(200).map((i) => i * i),
    ),
    { expect: "ok", kinds: { a: "number" }, remarks: [] },
  ],
  ["row numbers", "rows.csv", one("a", range(200)), { expect: "ok", kinds: { a: "category/key" }, remarks: ["key"] }],
  [
    "a name of its own in every row",
    "keys.csv",
    one(
      "a",
      range(200).map((i) => `id-${i}`),
    ),
    { expect: "ok", kinds: { a: "category/key" }, remarks: ["key"] },
  ],
  [
    "free text",
    "text.csv",
    one(
      "a",
      range(200).map((i) => `the patient came on day ${i} and complained of pain`),
    ),
    { expect: "ok", kinds: { a: "category/text" }, remarks: ["text"] },
  ],
  [
    "integers beyond 2^53",
    "big.csv",
    "a\n9007199254740993\n9007199254740992\n1\n",
    { expect: "ok", kinds: { a: "category/key" }, remarks: ["big-integers"] },
  ],
  [
    "1e5 categories",
    "wide.csv",
    one(
      "a",
      range(110_000).map((i) => `v${i % 100_000}`),
    ),
    { expect: "ok", rows: 110_000, kinds: { a: "category" } },
  ],
  [
    "infinity, -0, 1e308 and NaN",
    "odd.csv",
    "a\nInfinity\n-inf\n-0\n1e308\nNaN\n-1e308\n1e400\n",
    { expect: "ok", rows: 7, kinds: { a: "number" }, remarks: ["infinite"] },
  ],
  [
    "truth values in any letters",
    "truth.csv",
    "a,b\nTRUE,t\nfalse,f\nTrue,t\n,f\n",
    { expect: "ok", kinds: { a: "category", b: "category" } },
  ],
  [
    "dates and times",
    "dates.csv",
    "a,b,c,d\n2020-01-31,31/1/2020,1/31/2020,2020-01-31T10:00:00Z\n2020/2/1,1/2/2020,2/1/2020,2020-01-31 10:00:00.5+02:00\n,,,\n",
    { expect: "ok", rows: 3, kinds: { a: "time", b: "time", c: "time", d: "time" }, remarks: [] },
  ],
  [
    "dates of which nobody knows the order",
    "order.csv",
    "a\n1/2/2020\n3/4/2020\n",
    { expect: "ok", kinds: { a: "category" }, remarks: ["dates-ambiguous"] },
  ],
  [
    "dates in mixed formats",
    "mixed.csv",
    "a\n2020-01-31\n31 Jan 2020\n2020-02-01\n",
    { expect: "ok", kinds: { a: "category" }, remarks: ["dates-mixed"] },
  ],
  [
    "a few words among numbers",
    "words.csv",
    "a\n1\n2\nunknown\n3\n",
    { expect: "ok", kinds: { a: "category" }, remarks: ["types-mixed"] },
  ],
  [
    "separated thousands are no numbers",
    "thousands.csv",
    'a,b\n"1,000",1\n"2,000",2\n',
    { expect: "ok", kinds: { a: "category", b: "number" } },
  ],
  ["a NUL", "nul.csv", "a,b\nx\0y,1\n", { expect: "TABLE_FORMAT" }],
  [
    "JSON lines",
    "lines.jsonl",
    '{"a":1,"b":"x","A":true}\n{"b":null,"a":2.5,"A":false}\n{"a":3,"b":"z"}\n',
    { expect: "ok", rows: 3, kinds: { a: "number", b: "category", A: "category" } },
  ],
  [
    "a JSON list",
    "list.json",
    '[{"my \\"col\\"":"2020-01-01","x/y":{"z":1}},\n {"my \\"col\\"":"2020-01-02","x/y":[1,2]}]',
    { expect: "ok", rows: 2, kinds: { 'my "col"': "time", "x/y": "category" } },
  ],
  ["JSON that is no table", "scalar.json", "[1, 2, 3]", { expect: "TABLE_NO_COLUMNS" }],
  ["broken JSON", "broken.json", '{"a":1}\n{"a":', { expect: "TABLE_FORMAT" }],
];

/** Two tables that do not go together, or do, though it does not look like it. */
const pairs: readonly (readonly [name: string, synthetic: string, train: string, expected: Expected])[] = [
  ["columns in another order", "city,name,age\nParis,Ada,1\n", lines(people), usual],
  [
    "a column in one table only",
    "name,age\nAda,36\n",
    lines(people),
    { expect: "TABLE_COLUMN_MISSING", says: '"city"' },
  ],
  [
    "a column too many",
    "name,age,city,x\nAda,36,a,b\n",
    lines(people),
    { expect: "TABLE_COLUMN_MISSING", says: '"x"' },
  ],
  [
    "a name in other letters",
    "Name,age,city\nAda,36,a\n",
    lines(people),
    { expect: "TABLE_COLUMN_MISSING", says: '"name"' },
  ],
  ["no header in one table", lines(people.slice(1)), lines(people), { expect: "TABLE_COLUMN_MISSING" }],
  ["numbers in one table, words in the other", "a\n1\n2\n", "a\nx\ny\n", { expect: "TABLE_TYPES", says: '"a"' }],
  ["dates in one table, numbers in the other", "a\n2020-01-01\n", "a\n18262\n", { expect: "TABLE_TYPES" }],
  ["numbers in one table, some in the other", "a\n1\n2\n", "a\n1\nmany\n", { expect: "ok", kinds: { a: "category" } }],
  [
    "integers in one table, fractions in the other",
    "a\n1.5\n2.0\n",
    "a\n1\n2\n",
    { expect: "ok", kinds: { a: "number" } },
  ],
  [
    "true and false in one table, 1 and 0 in the other",
    "a\nTrue\nFalse\n",
    "a\n1\n0\n",
    { expect: "ok", kinds: { a: "category" } },
  ],
  [
    "dates written in two ways",
    "a\n2020-01-31\n",
    "a\n31.01.2020\n01.02.2020\n",
    { expect: "ok", rows: 2, kinds: { a: "time" } },
  ],
  ["an empty column in one table", "a,b\n1,\n", "a,b\n1,2020-01-01\n", { expect: "ok", kinds: { b: "time" } }],
  [
    "decimal commas in one table",
    "a;b\n1,5;2\n",
    "a,b\n1.5,2\n",
    { expect: "ok", kinds: { a: "number", b: "number" } },
  ],
];

const both = (source: string) => ({ synthetic: source, train: source });

/** Writes the files; the same ones every time. */
export function corpus(folder: string): readonly Case[] {
  mkdirSync(folder, { recursive: true });
  const put = (file: string, content: Content): string => {
    const path = join(folder, file);
    writeFileSync(path, content);
    return path;
  };
  const plain = put("people.csv", lines(people));
  const quotedPath = put("it's.csv", lines(people)).replaceAll("'", "''");
  mkdirSync(join(folder, "folder"), { recursive: true });
  return [
    ...alike.map(([name, file, content, expected]): Case => ({ name, files: both(put(file, content)), ...expected })),
    ...pairs.map(([name, synthetic, train, expected], i): Case => {
      const files = { synthetic: put(`synthetic${i}.csv`, synthetic), train: put(`train${i}.csv`, train) };
      return { name, files, ...expected };
    }),
    { name: "no such file", files: both(join(folder, "peopel.csv")), expect: "TABLE_FILE_MISSING" },
    { name: "a folder", files: both(join(folder, "folder")), expect: "TABLE_FILE_FOLDER" },
    {
      name: "a query",
      files: both(`select * from '${quotedPath}' where age > 40;`),
      expect: "ok",
      rows: 3,
      kinds: { age: "number", city: "category" },
    },
    {
      name: "a query over many files",
      files: both(`from '${join(folder, "train[0]").replace("[0]", "?")}.csv' select 1 as x limit 1`),
      expect: "ok",
      rows: 1,
    },
    {
      name: "a query with typed columns",
      files: both(
        "with t as (select i as n, i % 2 = 0 as even, date '2020-01-01' + i::integer as d, 'x' || i % 3 as c, i / 4 as q from range(50) r(i)) select * from t -- so",
      ),
      expect: "ok",
      rows: 50,
      kinds: { n: "number", even: "category", d: "time", c: "category", q: "number" },
    },
    {
      name: "a query that names a column twice",
      files: both(`select age, age from '${quotedPath}'`),
      expect: "TABLE_COLUMN_TWICE",
    },
    { name: "a query that is wrong", files: both(`select * frm '${quotedPath}'`), expect: "TABLE_QUERY" },
    {
      name: "a query over a file that is not there",
      files: both(`select * from '${join(folder, "absent.csv")}'`),
      expect: "TABLE_FILE_MISSING",
    },
    { name: "with a holdout", files: { ...both(plain), holdout: plain }, ...usual },
  ];
}
