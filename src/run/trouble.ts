/** What the file system refused, as a problem that a user can solve. */
import { TelltaleError } from "../error.ts";

const elsewhere = "or choose another folder: --store DIR (or TELLTALE_STORE).";

/** Of writing or reading in a store; errors of ours pass. */
export function storeTrouble(cause: unknown, folder: string): TelltaleError {
  if (cause instanceof TelltaleError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return new TelltaleError("STORE_FULL", {
        message: `there is no room left for the store ${folder} (${code})`,
        hint: `Make room (telltale forget RUN deletes what an earlier run kept), ${elsewhere} Then run the same command again: what was computed is kept.`,
        cause,
      });
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return new TelltaleError("STORE_READ_ONLY", {
        message: `the store ${folder} cannot be written (${code})`,
        hint: `Give yourself the right to write there, ${elsewhere}`,
        cause,
      });
    case "ENOTDIR":
    case "EEXIST":
      return new TelltaleError("STORE_NOT_FOLDER", {
        message: `the store ${folder} is, or lies under, a file`,
        hint: `Move that file away, ${elsewhere}`,
        cause,
      });
    default:
      return new TelltaleError("STORE_UNUSABLE", {
        message: `the store ${folder} cannot be used: ${message}`,
        hint: `Look at the disk, ${elsewhere}`,
        cause,
      });
  }
}
