import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newDraft, sweepDrafts } from "./drafts.ts";
import { openStore } from "./store.ts";
import { newFolder, pathOf } from "./testing/look.ts";

const key = "0123456789abcdef".repeat(4);
const big = { rows: 3, column: new Float64Array(20_000).fill(1.5) };

describe("a store", () => {
  test("gives back what was set, and says what it has", async () => {
    const store = openStore(newFolder());
    expect([await store.has(key), await store.find(key)]).toEqual([false, undefined]);
    await expect(store.get(key)).rejects.toMatchObject({ code: "STORE_ABSENT" });
    await store.set(key, big);
    expect([await store.has(key), await store.find(key), await store.get(key)]).toEqual([true, big, big]);
  });

  test("names what is added by its bytes, and keeps it once", async () => {
    const store = openStore(newFolder());
    const digest = await store.add({ targets: Uint32Array.of(1, 2) });
    const { ino } = statSync(pathOf(store, digest));
    expect(await store.add({ targets: Uint32Array.of(1, 2) })).toBe(digest);
    expect(statSync(pathOf(store, digest)).ino).toBe(ino);
    expect(await store.add({ targets: Uint32Array.of(1, 3) })).not.toBe(digest);
    truncateSync(pathOf(store, digest), 100);
    await store.add({ targets: Uint32Array.of(1, 2) });
    expect(await store.get(digest)).toEqual({ targets: Uint32Array.of(1, 2) });
  });

  test.each([
    ["small", { x: 1 }],
    ["large", big],
  ])("a damaged file counts as missing, also when it was read before: %s", async (_, output) => {
    const store = openStore(newFolder());
    await store.set(key, output);
    expect([await store.has(key), await store.find(key)]).toEqual([true, output]);
    const file = readFileSync(pathOf(store, key));
    file[file.length - 1] = (file.at(-1) ?? 0) ^ 1;
    rmSync(pathOf(store, key));
    writeFileSync(pathOf(store, key), file);
    expect([await store.has(key), await store.find(key)]).toEqual([false, undefined]);
    truncateSync(pathOf(store, key), 10);
    expect([await store.has(key), await store.find(key)]).toEqual([false, undefined]);
    await store.set(key, output);
    expect([await store.has(key), await store.find(key)]).toEqual([true, output]);
    rmSync(pathOf(store, key));
    expect([await store.has(key), await store.find(key)]).toEqual([false, undefined]);
  });

  test("decodes a large output once, as long as there is room for it", async () => {
    const store = openStore(newFolder());
    await store.set(key, big);
    expect(await store.get(key)).toBe(await store.get(key));
    const cramped = openStore(store.folder, { cache: 1000 });
    expect(await cramped.get(key)).not.toBe(await cramped.get(key));
    expect(await cramped.get(key)).toEqual(big);
  });

  test("reads files of more than one piece", async () => {
    const store = openStore(newFolder());
    const huge = Float64Array.from({ length: 2 ** 20 }, (_, i) => i); // 8 MB; pieces are of 4 MB
    await store.set(key, huge);
    expect(await openStore(store.folder).has(key)).toBe(true);
    expect(((await store.get(key)) as Float64Array).at(-1)).toBe(2 ** 20 - 1);
    rmSync(store.folder, { recursive: true });
  });

  test("is for its owner only, and not for git", async () => {
    const folder = join(newFolder(), "a", "b");
    const store = openStore(folder);
    const digest = await store.add(1);
    for (const path of [folder, join(folder, "tmp"), join(pathOf(store, digest), ".."), pathOf(store, digest)])
      expect(statSync(path).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*\n");
    chmodSync(folder, 0o755);
    openStore(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test("a folder that was deleted during a run comes back", async () => {
    const store = openStore(newFolder());
    rmSync(store.folder, { recursive: true });
    const digest = await store.add(big);
    expect(await store.get(digest)).toEqual(big);
  });
});

const open = (folder: string) => (): unknown => openStore(folder);
const code = (wanted: string): unknown =>
  expect.objectContaining({ code: wanted, hint: expect.stringContaining("--store") });
/** As somebody who is not root, whom no mode stops. */
function asNobody(act: () => void): void {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    act();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe("a folder that cannot be a store", () => {
  test("because it is a file, or lies under one", () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    expect(open(file)).toThrow(code("STORE_NOT_FOLDER"));
    expect(open(join(file, "store"))).toThrow(code("STORE_NOT_FOLDER"));
  });

  test("because a newer telltale wrote it", () => {
    const folder = newFolder();
    writeFileSync(join(folder, "version"), "2\n");
    expect(open(folder)).toThrow(code("STORE_NEWER"));
    expect(readdirSync(folder)).toEqual(["version"]);
  });

  test("because something else lies there; nothing is touched", () => {
    const folder = newFolder();
    writeFileSync(join(folder, "thesis.tex"), "");
    chmodSync(folder, 0o755);
    expect(open(folder)).toThrow(code("STORE_FOREIGN"));
    expect(readdirSync(folder)).toEqual(["thesis.tex"]);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  test.skipIf(process.platform === "win32")("because it belongs to somebody else", () => {
    const folder = newFolder();
    const strangers = process.geteuid?.() === 0 ? folder : "/"; // root's
    chmodSync(folder, 0o777);
    asNobody(() => expect(open(strangers)).toThrow(code("STORE_NOT_OWNER")));
  });

  test.skipIf(process.platform === "win32")("because nobody may write there", async () => {
    const folder = newFolder();
    const store = openStore(join(folder, "store"));
    if (process.geteuid?.() === 0)
      for (const path of [folder, store.folder, join(store.folder, "tmp")]) chownSync(path, 65_534, 0);
    chmodSync(join(store.folder, "tmp"), 0o500);
    chmodSync(folder, 0o500);
    asNobody(() => expect(open(join(folder, "other"))).toThrow(code("STORE_READ_ONLY")));
    let setting = Promise.resolve();
    asNobody(() => {
      setting = store.set(key, 1);
    });
    await expect(setting).rejects.toThrow(code("STORE_READ_ONLY"));
    chmodSync(folder, 0o700);
  });

  test("but one that another run is just making can", () => {
    const folder = newFolder();
    mkdirSync(join(folder, "tmp"));
    writeFileSync(join(folder, ".gitignore"), "*\n");
    expect(open(folder)).not.toThrow();
    expect(readFileSync(join(folder, "version"), "utf8")).toBe("1\n");
  });
});

describe("drafts", () => {
  test("of processes that are gone, or older than a day, are swept out when the store is opened", () => {
    const { folder } = openStore(newFolder());
    const mine = newDraft(folder);
    const [host] = mine.slice(join(folder, "tmp").length + 1).split("-");
    const gone = join(folder, "tmp", `${host}-4194305-x`); // above the largest number of a process
    const elsewhere = join(folder, "tmp", "0badcafe-4194305-x");
    const old = join(folder, "tmp", `${host}-${process.pid}-old`);
    for (const path of [mine, elsewhere, old]) writeFileSync(path, "half");
    mkdirSync(gone);
    writeFileSync(join(gone, "run.json"), "half");
    utimesSync(old, new Date(0), new Date(0));
    sweepDrafts(folder);
    expect([mine, elsewhere, gone, old].map((path) => existsSync(path))).toEqual([true, true, false, false]);
  });
});
