/** Where output goes, and what can be shown there: NO_COLOR, FORCE_COLOR, CI, narrow terminals, closed pipes. */

export interface Style {
  readonly colour: boolean;
  /** Whether glyphs and bars can be shown. */
  readonly unicode: boolean;
  readonly columns: number;
}
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** Somebody sits there: questions can be asked. */
  readonly asks: boolean;
  /** Progress may be drawn over itself. */
  readonly redraws: boolean;
}
type Env = Readonly<Record<string, string | undefined>>;

export function openTerminal({ stdin, stdout, stderr, env } = process): Terminal {
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outStyle: styleOf(stdout, env),
    errStyle: styleOf(stderr, env),
    asks: stdin.isTTY && stdout.isTTY && !said(env["CI"]),
    redraws: stderr.isTTY && !said(env["CI"]) && env["TERM"] !== "dumb",
  };
}

/** https://no-colour.org; FORCE_COLOR as Node.js reads it, and stronger than NO_COLOR. */
export function styleOf(stream: { readonly isTTY?: boolean; readonly columns?: number }, env: Env): Style {
  const force = env["FORCE_COLOR"];
  const plain = said(env["NO_COLOR"]) || env["TERM"] === "dumb" || !stream.isTTY;
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  const width = stream.columns ?? Number(env["COLUMNS"] ?? "");
  return {
    colour: force === undefined ? !plain : force !== "0" && force !== "false",
    unicode: !/^(C|POSIX)$|iso-?8859|latin|ascii/i.test(locale) && env["TERM"] !== "linux",
    columns: width > 0 ? width : 120,
  };
}

/** A variable that is empty, "0" or "false" says nothing. */
const said = (value: string | undefined): boolean => value !== undefined && !["", "0", "false"].includes(value);

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;
export type Paint = keyof typeof codes;

export function paint({ colour }: Pick<Style, "colour">, how: Paint, text: string): string {
  const [on, off] = codes[how];
  return colour && text !== "" ? `\u001B[${on}m${text}\u001B[${off}m` : text;
}

/** Lines no longer than `columns` (where words allow) nor than is good to read, each after the first begun with `indent` spaces. */
export function wrap(
  text: string,
  { columns, indent = 0 }: { readonly columns: number; readonly indent?: number },
): string {
  const width = Math.max(20, Math.min(columns, 100) - indent);
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}
