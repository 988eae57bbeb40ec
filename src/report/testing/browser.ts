/** A Chromium for tests: the one that CHROMIUM names, else the one in the package (Linux), else an installed Chrome. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** @throws when none starts, with what was tried */
export async function openBrowser(): Promise<Browser> {
  const tried: string[] = [];
  for (const [name, launch] of candidates()) {
    try {
      return await launch();
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error)}`);
    }
  }
  throw new Error(`no Chromium starts here; set CHROMIUM to the path of one. Tried ${tried.join("; ")}`);
}

function* candidates(): Generator<readonly [string, () => Promise<Browser>]> {
  const own = process.env["CHROMIUM"];
  if (own !== undefined && existsSync(own))
    yield [own, () => chromium.launch({ executablePath: own, args: ["--no-sandbox"] })];
  if (process.platform === "linux")
    yield [
      "@sparticuz/chromium",
      async () => {
        const { default: packed } = await import("@sparticuz/chromium");
        // Its --single-process would end the browser with the first page.
        const args = packed.args.filter((arg) => arg !== "--single-process" && !arg.startsWith("--headless"));
        return chromium.launch({ executablePath: await packed.executablePath(), args });
      },
    ];
  for (const channel of ["chrome", "msedge", "chromium"]) yield [channel, () => chromium.launch({ channel })];
}
