/** What the file system refused, as a problem that a user can solve. */
import { TelltaleError } from "../error.ts";

type Kind = "FULL" | "READ_ONLY" | "NOT_FOLDER" | "UNUSABLE";
const kinds: { readonly [code: string]: Kind } = {
  ENOSPC: "FULL",
  EDQUOT: "FULL",
  EFBIG: "FULL",
  EROFS: "READ_ONLY",
  EACCES: "READ_ONLY",
  EPERM: "READ_ONLY",
  ENOTDIR: "NOT_FOLDER",
  EEXIST: "NOT_FOLDER",
  EISDIR: "NOT_FOLDER",
};
const kindOf = ({ code = "" }: NodeJS.ErrnoException): Kind => kinds[code] ?? "UNUSABLE";
const says = ({ errno, code, message }: NodeJS.ErrnoException): string =>
  errno === undefined || !code ? message : code;

/** Of writing or reading in a store; errors of ours pass. */
export function storeTrouble(cause: unknown, folder: string): TelltaleError {
  if (cause instanceof TelltaleError) return cause;
  const error = cause as NodeJS.ErrnoException; // only calls to the file system are guarded by this
  const kind = kindOf(error);
  const elsewhere = "or choose another folder: --store DIR (or TELLTALE_STORE).";
  const words: { readonly [K in Kind]: readonly [message: string, hint: string] } = {
    FULL: [
      `there is no room left for the store ${folder}`,
      `Make room (telltale forget RUN deletes what an earlier run kept), ${elsewhere} What was computed is kept: the same command goes on.`,
    ],
    READ_ONLY: [`the store ${folder} cannot be written`, `Give yourself the right to write there, ${elsewhere}`],
    NOT_FOLDER: [`the store ${folder} is, or lies under, a file`, `Move that file away, ${elsewhere}`],
    UNUSABLE: [`the store ${folder} cannot be used`, `Look at the disk, ${elsewhere}`],
  };
  const [message, hint] = words[kind];
  return new TelltaleError(`STORE_${kind}`, { message: `${message} (${says(error)})`, hint, cause });
}

/** Of writing a file where the user wants it. */
export function outTrouble(cause: unknown, path: string): TelltaleError {
  if (cause instanceof TelltaleError) return cause;
  const error = cause as NodeJS.ErrnoException; // as above
  const kind = kindOf(error);
  const words: { readonly [K in Kind]: string } = {
    FULL: "there is no room left for",
    READ_ONLY: "you may not write",
    NOT_FOLDER: "a file stands where a folder should be, or a folder where a file should be:",
    UNUSABLE: "cannot write",
  };
  return new TelltaleError(`OUT_${kind}`, {
    message: `${words[kind]} ${path} (${says(error)})`,
    hint: "Write to another place (--out DIR, --format F=PATH). The results are kept: the same command writes them at once.",
    cause,
  });
}
