/** A stack of arrays in one WebAssembly memory: only ever grows, and is reset to a mark. */
import { TelltaleError } from "../error.ts";

type View<T> = new (buffer: ArrayBuffer, offset: number, length: number) => T;
export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  /** Address of room for so many bytes, a multiple of 16. */
  take(bytes: number): number;
  /** A view holds until the next `take`. */
  view<T>(type: View<T>, address: number, length: number): T;
  mark(): number;
  reset(mark: number): void;
}

const page = 65_536;
const mostPages = 65_536;

export function openMemory(): KernelMemory {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages });
  let top = 1024;
  return {
    memory,
    take(bytes) {
      const address = top;
      top = Math.ceil((address + bytes) / 16) * 16; // & would end at 2^31
      const pages = Math.ceil(top / page) - memory.buffer.byteLength / page;
      if (pages > 0) grow(memory, pages);
      return address;
    },
    view: (type, address, length) => new type(memory.buffer, address, length),
    mark: () => top,
    reset: (mark) => (top = mark),
  };
}

function grow(memory: WebAssembly.Memory, pages: number): void {
  try {
    memory.grow(pages);
  } catch (cause) {
    throw new TelltaleError("TABLE_TOO_LARGE", {
      message: `This computation needs more than ${Math.round((memory.buffer.byteLength + pages * page) / 2 ** 20)} MB`,
      hint: "Leave out columns that no attack needs (columns.ignore), or audit a random part of the rows.",
      cause,
    });
  }
}
