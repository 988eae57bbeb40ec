/** The outputs a process read last, up to a number of bytes: thirty tasks over one table decode it once. */
export interface Cache<T> {
  get(key: string): T | undefined;
  /** Drops what was used longest ago until `bytes` more fit; call it before reading, so that both are never held. */
  makeRoom(bytes: number): void;
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
}

export function openCache<T>(limit: number): Cache<T> {
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>(); // in the order of use
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }
  function makeRoom(bytes: number): void {
    for (const key of entries.keys()) {
      if (total + bytes <= limit) return;
      remove(key);
    }
  }
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    makeRoom,
    set(key, value, bytes) {
      remove(key);
      if (bytes > limit) return;
      makeRoom(bytes);
      entries.set(key, { value, bytes });
      total += bytes;
    },
    delete: remove,
  };
}
