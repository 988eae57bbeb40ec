import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { forgetAll, forgetRun } from "./forget.ts";
import { countLook, type Identity, identityOf } from "./looks.ts";
import { writeOut } from "./output.ts";
import { readRun } from "./read.ts";
import { findRun, type Kept, listRuns, runIdOf, runJson, saveRun } from "./runs.ts";
import type { Run } from "./schema.ts";
import { openStore } from "./store.ts";
import { newFolder, pathOf } from "./testing/look.ts";

const asked = { artefact: ["ab", "cd"], options: { k: 1 }, seed: 1 };
const monday = new Date("2026-11-23T08:00:05.123Z");
const tuesday = new Date("2026-11-24T08:00:05Z");
const wednesday = new Date("2026-11-25T08:00:05Z");

function runAt(started: Date, identity: Identity): Run {
  return {
    version: 1,
    telltale: "0.1.0",
    id: runIdOf(started, identity),
    command: "telltale audit",
    seed: 1,
    preset: "quick",
    started: started.toISOString(),
    seconds: 1.5,
    subjects: [],
    limits: {},
    findings: [],
    summary: {
      sentence: "Nothing was audited.",
      counts: { fail: 0, pass: 0, inconclusive: 0, "not-applicable": 0, error: 0, none: 0, accepted: 0 },
      exit: 0,
    },
    environment: { node: "20.19.0", platform: "linux", policy: "default", look: 1, engines: {} },
  };
}
function kept(started: Date, more: Partial<Kept> & { readonly of?: typeof asked } = {}): Kept {
  const identity = identityOf(more.of ?? asked);
  return {
    run: runAt(started, identity),
    identity,
    keys: [],
    files: [{ name: "report.html", content: "<p>" }],
    scores: null,
    ...more,
  };
}
const error = (code: string, hint = ""): unknown =>
  expect.objectContaining({ code, hint: expect.stringContaining(hint) });

describe("the folder of a run", () => {
  test("is named by its time in UTC and the hash of what was asked", () => {
    const identity = identityOf(asked);
    expect(runIdOf(monday, identity)).toBe(`20261123-080005-${identity.audit.slice(0, 6)}`);
  });

  test("holds run.json, exactly, and the reports, for their owner only", () => {
    const { folder } = openStore(newFolder());
    const mine = kept(monday);
    const at = saveRun(folder, mine);
    expect(at).toBe(join(folder, "runs", mine.run.id));
    expect(readdirSync(at)).toEqual(["index.json", "report.html", "run.json"]);
    expect(readFileSync(join(at, "run.json"), "utf8")).toBe(runJson(mine.run));
    expect(readRun(join(at, "run.json"))).toEqual(mine.run);
    for (const path of [at, join(at, "run.json"), join(at, "report.html")]) expect(statSync(path).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  });

  test("stays one when the same audit is begun twice in a second", () => {
    const { folder } = openStore(newFolder());
    saveRun(folder, kept(monday));
    const at = saveRun(folder, kept(monday, { files: [{ name: "report.md", content: "#" }] }));
    expect(readdirSync(at)).toEqual(["index.json", "report.html", "report.md", "run.json"]);
    expect(listRuns(folder)).toHaveLength(1);
  });

  test("goes elsewhere when the user says so; the store then keeps run.json", () => {
    const { folder } = openStore(newFolder());
    const out = join(newFolder(), "new", "audit");
    expect(saveRun(folder, kept(monday, { out }))).toBe(out);
    expect(readdirSync(out)).toEqual(["report.html", "run.json"]);
    expect(readdirSync(listRuns(folder)[0]?.folder ?? "")).toEqual(["index.json", "run.json"]);
  });
});

test("runs are listed from the newest, also those that cannot be read", () => {
  const { folder } = openStore(newFolder());
  expect(listRuns(folder)).toEqual([]);
  for (const day of [tuesday, monday, wednesday]) saveRun(folder, kept(day));
  writeFileSync(join(folder, "runs", kept(monday).run.id, "run.json"), "{");
  mkdirSync(join(folder, "runs", "notes"));
  expect(listRuns(folder).map(({ run }) => run?.started ?? null)).toEqual([
    wednesday.toISOString(),
    tuesday.toISOString(),
    null,
  ]);
  expect(listRuns(join(folder, "none"))).toEqual([]);
});

describe("a run is found", () => {
  const { folder } = openStore(newFolder());
  const other = { ...asked, seed: 2 };
  for (const more of [kept(monday), kept(tuesday, { of: other })]) saveRun(folder, more);
  const [first, second] = [kept(monday).run.id, kept(tuesday, { of: other }).run.id];
  const path = (id: string): string => join(folder, "runs", id, "run.json");

  test.each([
    ["latest", second],
    [first, first],
    ["20261123", first],
    [identityOf(asked).audit.slice(0, 6), first],
    [join(folder, "runs", first), first],
    [path(second), second],
  ])("by %s", (name, id) => expect(findRun(folder, name)).toBe(path(id)));

  test("or the user is told which there are", () => {
    expect(() => findRun(folder, "2026112")).toThrow(error("RUN_AMBIGUOUS"));
    expect(() => findRun(folder, "2025")).toThrow(error("RUN_UNKNOWN", second));
    expect(() => findRun(newFolder(), "latest")).toThrow(error("RUN_UNKNOWN", "telltale audit"));
  });

  test("and is refused when it is none, or newer than this program", () => {
    const file = join(newFolder(), "run.json");
    expect(() => readRun(file)).toThrow(error("RUN_UNKNOWN"));
    for (const [text, code] of [
      ["{", "RUN_DAMAGED"],
      ["null", "RUN_DAMAGED"],
      ['{"version":1}', "RUN_DAMAGED"],
      ['{"version":2,"more":[]}', "RUN_NEWER"],
    ] as const) {
      writeFileSync(file, text);
      expect(() => readRun(file)).toThrow(error(code));
    }
  });
});

test("the same inputs, options and seed are the same look; anything else is another", () => {
  const { folder } = openStore(newFolder());
  const look = (of: typeof asked): number => countLook(folder, identityOf(of));
  expect(look(asked)).toBe(1);
  saveRun(folder, kept(monday));
  expect([look(asked), look({ ...asked, seed: 2 }), look({ ...asked, options: { k: 2 } })]).toEqual([1, 2, 2]);
  saveRun(folder, kept(tuesday, { of: { ...asked, seed: 2 } }));
  saveRun(folder, kept(wednesday, { of: { ...asked, seed: 2 } }));
  expect([look(asked), look({ ...asked, seed: 2 }), look({ ...asked, seed: 3 })]).toEqual([1, 2, 3]);
  expect(look({ ...asked, artefact: ["ef"] })).toBe(1);
});

describe("forgetting", () => {
  test("a run takes what no other run names with it", async () => {
    const store = openStore(newFolder());
    const { folder } = store;
    const [mine = "", shared = "", theirs = ""] = await Promise.all([1, 2, 3].map((n) => store.add(n)));
    saveRun(folder, kept(monday, { keys: [mine, shared, "../../etc"], out: join(folder, "..", "out") }));
    saveRun(folder, kept(tuesday, { keys: [shared, theirs] }));
    const { id } = kept(monday).run;
    expect(forgetRun(folder, id)).toEqual({ runs: [id], entries: 1, elsewhere: [join(folder, "..", "out")] });
    expect([mine, shared, theirs].map((key) => existsSync(pathOf(store, key)))).toEqual([false, true, true]);
    expect(listRuns(folder).map((entry) => entry.id)).toEqual([kept(tuesday).run.id]);
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
    rmSync(join(folder, "..", "out"), { recursive: true });
  });

  test("everything leaves nothing but what others have put there", async () => {
    const store = openStore(join(newFolder(), "store"));
    const { folder } = store;
    await store.add({ interrupted: Uint8Array.of(1) });
    const keys = [await store.add(1)];
    saveRun(folder, kept(monday, { keys }));
    writeFileSync(join(folder, "notes.txt"), "mine");
    expect(forgetAll(folder)).toEqual({ runs: [kept(monday).run.id], entries: 2, elsewhere: [] });
    expect(readdirSync(folder)).toEqual([".gitignore", "notes.txt", "version"]);
    rmSync(join(folder, "notes.txt"));
    forgetAll(folder);
    expect(existsSync(folder)).toBe(false);
  });

  test("deletes nothing in a folder that is not a store, or a newer one's", () => {
    const folder = newFolder();
    mkdirSync(join(folder, "store"));
    expect(() => forgetAll(folder)).toThrow(error("STORE_UNKNOWN"));
    writeFileSync(join(folder, "version"), "2");
    expect(() => forgetAll(folder)).toThrow(error("STORE_NEWER"));
    expect(readdirSync(folder)).toEqual(["store", "version"]);
  });

  test("a run that is not there is said so", () => {
    const { folder } = openStore(newFolder());
    expect(() => forgetRun(folder, "20261123-080005-abcdef")).toThrow(error("RUN_UNKNOWN"));
  });
});

describe("a file that the user asked for", () => {
  test("is whole, in folders that are made for it, also through a link", () => {
    const folder = newFolder();
    const path = join(folder, "a", "b.json");
    writeOut(path, "1");
    symlinkSync(path, join(folder, "link"));
    writeOut(join(folder, "link"), "2");
    expect([readFileSync(path, "utf8"), readdirSync(join(folder, "a"))]).toEqual(["2", ["b.json"]]);
  });

  test("may be a device", () => {
    expect(() => writeOut("/dev/null", "x")).not.toThrow();
    expect(existsSync("/dev/null")).toBe(true);
  });

  test("that cannot be written is named", () => {
    const folder = newFolder();
    expect(() => writeOut(folder, "x")).toThrow(error("OUT_NOT_FOLDER", "--out"));
    writeFileSync(join(folder, "file"), "");
    expect(() => writeOut(join(folder, "file", "x.json"), "x")).toThrow(error("OUT_NOT_FOLDER", "--out"));
    expect(() => writeOut("/dev/full", "x")).toThrow(error("OUT_FULL", "--out"));
  });
});
