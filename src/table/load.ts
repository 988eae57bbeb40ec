/** One source as a table of texts in DuckDB: columns c0, c1 ... in the order of the file, missing values null, their names beside. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { TelltaleError } from "../error.ts";
import { dialectOf } from "./dialect.ts";
import { checkNames } from "./names.ts";
import { hashFile, type Source } from "./source.ts";
import { literal } from "./sql.ts";
import { changed, draftIn, headOf, openText, unifyLines } from "./text.ts";
import { mixesLines, readTrouble } from "./trouble.ts";
import type { Remark } from "./types.ts";

export interface Loaded {
  readonly part: string;
  /** For messages: the path, or "the query". */
  readonly label: string;
  /** In DuckDB. */
  readonly table: string;
  readonly names: readonly string[];
  readonly rows: number;
  /** The delimiter is not a comma, so that a comma may be a decimal one. */
  readonly commas: boolean;
  readonly remarks: readonly Remark[];
}

/** What a source gives: SQL for its rows, and the names of their columns. */
interface Rows {
  readonly sql: string;
  readonly names: readonly string[];
  readonly commas: boolean;
  readonly remarks: readonly Remark[];
  /** SQL for the rows of a copy in which all lines end alike. */
  readonly unified?: () => Promise<string>;
}

/**
 * @param folder for copies
 * @throws TelltaleError TABLE_FILE_CHANGED, TABLE_FORMAT, TABLE_RAGGED, TABLE_QUOTES, TABLE_QUERY, TABLE_COLUMN_TWICE, TABLE_NO_ROWS
 */
export async function load(
  connection: DuckDBConnection,
  source: Source,
  { table, folder, missing }: { readonly table: string; readonly folder: string; readonly missing: readonly string[] },
): Promise<Loaded> {
  const label = source.path ?? "the query";
  try {
    const found = await rowsOf(connection, source, folder);
    const { names, remarks: more } = checkNames(label, found.names);
    const positions = names.map((_, i) => `c${i}`);
    const list = ["", ...missing].map(literal).join(", ");
    // list_contains, not `in`, which takes half a minute to compile for 300 columns.
    const cell = (c: string): string =>
      `case when list_contains([${list}], trim(${c})) then null else ${c} end as ${c}`;
    const texts = positions.map((c) => `${c}::varchar as ${c}`).join(", ");
    const create = (sql: string) =>
      connection.run(
        `create temp table ${table} as select ${positions.map(cell).join(", ")} from (select ${texts} from (${sql}\n) as q(${positions.join(", ")}))`,
      );
    try {
      await create(found.sql);
    } catch (error) {
      if (!found.unified || !mixesLines(error)) throw error;
      await create(await found.unified());
    }
    const [[rows] = []] = await rowsIn(connection, `select count(*)::integer from ${table}`);
    if (Number(rows) === 0)
      throw new TelltaleError("TABLE_NO_ROWS", {
        message: `${source.part}: ${quote(label)} has columns but no rows`,
        hint: "Check that the file was written whole.",
      });
    const { commas, remarks } = found;
    return { part: source.part, label, table, names, rows: Number(rows), commas, remarks: [...remarks, ...more] };
  } catch (error) {
    throw error instanceof TelltaleError ? error : readTrouble(source, label, error);
  }
}

const quote = (label: string): string => (label === "the query" ? label : `"${label}"`);

async function rowsOf(connection: DuckDBConnection, source: Source, folder: string): Promise<Rows> {
  if (source.format === "text") return await textRows(source, folder);
  if (source.format === "json") return await jsonRows(connection, source, folder);
  for (const { path, sha256 } of source.files) if ((await hashFile(path)) !== sha256) throw changed(path);
  const plain = { commas: false, remarks: [] };
  if (source.format === "parquet") {
    const file = literal(source.path ?? "");
    return { sql: `select * from read_parquet(${file})`, names: await parquetNames(connection, file), ...plain };
  }
  const sql = (source.sql ?? "").replace(/;\s*$/, "");
  const described = await rowsIn(connection, `describe (${sql}\n)`);
  return { sql, names: described.map(([name]) => String(name)), ...plain };
}

async function textRows(source: Source, folder: string): Promise<Rows> {
  const { path, encoding } = await openText(fileOf(source), draftIn(folder, source));
  const { head, whole } = headOf(path, 1 << 20);
  const { delimiter, names, lineEnd } = dialectOf(head, { whole });
  const columns = names.map((_, i) => `'c${i}': 'VARCHAR'`).join(", ");
  const options = `auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"'`;
  const sql = (file: string, end: string): string =>
    `select * from read_csv(${literal(file)}, ${options}, new_line = '${end}', columns = {${columns}})`;
  return {
    sql: sql(path, lineEnd),
    names,
    commas: delimiter !== ",",
    remarks: encodingRemarks(source, encoding),
    unified: async () => sql(await unifyLines(path, draftIn(folder, { part: `${source.part}-lines` })), "\\n"),
  };
}

async function jsonRows(connection: DuckDBConnection, source: Source, folder: string): Promise<Rows> {
  const { path, encoding } = await openText(fileOf(source), draftIn(folder, source));
  const objects = `read_json_objects(${literal(path)}, format = 'auto')`;
  const keys = await rowsIn(
    connection,
    `select json_keys(json) as k from (select json, row_number() over () as n from ${objects}) group by k order by min(n)`,
  );
  // Keys in the order of their first appearance; twice in one object stays twice, and is an error.
  const lists = keys.map(([list]) => (list as { readonly items: readonly string[] }).items);
  const names = lists.find((list) => new Set(list).size < list.length) ?? [...new Set(lists.flat())];
  const pointers = names.map((name) => literal(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`));
  return {
    sql: `select ${pointers.map((pointer) => `json_extract_string(json, ${pointer})`).join(", ")} from ${objects}`,
    names,
    commas: false,
    remarks: encodingRemarks(source, encoding),
  };
}

function fileOf({ files, gzip }: Source): { path: string; gzip: boolean; sha256: string } {
  const [file] = files;
  if (!file) throw new Error("a source that is no query has one file");
  return { ...file, gzip };
}

const encodingRemarks = ({ part }: Source, encoding: string): readonly Remark[] =>
  encoding === "utf-8"
    ? []
    : [
        {
          code: "encoding",
          column: null,
          message: `The ${part} table was read as ${encoding}, because it is not UTF-8.`,
        },
      ];

/** The names as the file has them; DuckDB would rename those that are equal but for case. */
async function parquetNames(connection: DuckDBConnection, file: string): Promise<string[]> {
  const schema = await rowsIn(
    connection,
    `select name, coalesce(num_children, 0)::integer from parquet_schema(${file})`,
  );
  const names: string[] = [];
  let inside = 0; // elements of a nested column that are still to come
  for (const [name, children] of schema.slice(1)) {
    if (inside === 0) names.push(String(name));
    else inside--;
    inside += Number(children);
  }
  return names;
}

export async function rowsIn(connection: DuckDBConnection, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await connection.runAndReadAll(sql)).getRows();
}
