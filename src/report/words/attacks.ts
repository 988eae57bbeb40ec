/** Names of attacks on models, short enough for a terminal, and what sets them apart. Attacks without an entry keep their ids. */

interface AttackWords {
  readonly name: string;
  /** In a table: what the attacker uses. */
  readonly uses: string;
}

const asked = "the answer alone";
const shadows = "against shadow models";
const learnt = "learnt from shadow models";

const known: { readonly [attack: string]: AttackWords } = {
  "modified-entropy": { name: "modified entropy", uses: asked },
  "lira-online": { name: "LiRA online", uses: shadows },
  "lira-offline": { name: "LiRA offline", uses: shadows },
  "rmia-online": { name: "RMIA online", uses: shadows },
  "rmia-offline": { name: "RMIA offline", uses: shadows },
  base: { name: "BASE", uses: shadows },
  quantile: { name: "quantile", uses: "a regression on outsiders" },
  shokri: { name: "Shokri", uses: learnt },
  "ml-leaks-1": { name: "ML-Leaks 1", uses: learnt },
  "ml-leaks-2": { name: "ML-Leaks 2", uses: "learnt from another model" },
  gap: { name: "right or wrong", uses: "one label" },
  "noise-robustness": { name: "noised copies", uses: "their labels" },
  boundary: { name: "boundary", uses: "how far another label is" },
  "gradient-norm": { name: "gradient norm", uses: "the weights alone" },
  "gradient-lira": { name: "gradient LiRA", uses: shadows },
  "gradient-features": { name: "gradient trees", uses: learnt },
  "loss-to-reference": { name: "loss against a reference", uses: "a model without canaries" },
};
/** Their ids are their names. */
const plain: { readonly [attack: string]: string } = {
  loss: asked,
  confidence: asked,
  entropy: asked,
  correctness: "the label alone",
};

/** "LiRA online" of "lira-online". */
export const attackName = (id: string): string => (Object.hasOwn(known, id) ? (known[id]?.name ?? id) : id);

/** "against shadow models"; "" where nothing is known of it. */
export function attackUses(id: string): string {
  if (Object.hasOwn(known, id)) return known[id]?.uses ?? "";
  return Object.hasOwn(plain, id) ? (plain[id] ?? "") : "";
}

/** "Not played: lira-online, base: It needs ..." with names instead of ids. */
export function notPlayed(message: string): string {
  const [, ids, rest] = /^Not played: ([a-z0-9-]+(?:, [a-z0-9-]+)*): ([\s\S]*)$/.exec(message) ?? [];
  if (ids === undefined || rest === undefined) return message;
  const named = ids.split(", ").map(attackName);
  return `Not played: ${named.join(", ")}. ${rest.charAt(0).toUpperCase()}${rest.slice(1).replaceAll("..", ".")}`;
}
