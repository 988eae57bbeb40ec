/** A program: opens the model that is named after it, and sends what came of it. Whatever the engine does, it does to this process only. */
import { TelltaleError } from "../error.ts";
import { openSession } from "./session.ts";

export type Probed =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly hint: string };

const [path = ""] = process.argv.slice(2);

async function probe(): Promise<Probed> {
  try {
    // By its path: that it is a model, and its weights lie beside it, was found by who asks, and its bytes need not be here twice.
    await openSession(path);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof TelltaleError)) throw error;
    const { code, message, hint } = error;
    return { ok: false, code, message, hint };
  }
}

const probed = await probe();
process.send?.(probed, () => process.exit());
