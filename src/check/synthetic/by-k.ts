/** How the success of joining files grows with the number of near rows that are looked at. */
import { wilson } from "../../stats/proportion.ts";
import { scas } from "../../stats/ratio.ts";
import type { Curve } from "../finding.ts";

type Point = Curve["points"][number];

/** Smallest k at which somebody was joined (0: never), for people in the data and outside: rates with Wilson's intervals, the advantage with the score interval. */
export function curvesByK(attack: Uint32Array, control: Uint32Array | null, upTo: number): Curve[] {
  const ks = Array.from({ length: upTo }, (_, i) => i + 1);
  const rates = (id: string, at: Uint32Array): Curve => ({
    id,
    x: "k",
    y: "rate",
    points: ks.map((k): Point => ({ x: k, value: hitsAt(at, k) / at.length, ...wilson(hitsAt(at, k), at.length) })),
  });
  if (attack.length === 0) return [];
  if (!control || control.length === 0) return [rates("attack-by-k", attack)];
  const points = ks.flatMap((k): Point[] => {
    const [a, c] = [hitsAt(attack, k), hitsAt(control, k)];
    if (c === control.length) return []; // everybody outside is joined: no advantage is defined
    const interval = scas(a, attack.length, c, control.length);
    const [pa, pc] = [a / attack.length, c / control.length];
    return Number.isFinite(interval.low) ? [{ x: k, value: (pa - pc) / (1 - pc), ...interval }] : [];
  });
  return [
    rates("attack-by-k", attack),
    rates("control-by-k", control),
    { id: "advantage-by-k", x: "k", y: "advantage", points },
  ];
}

export const hitsAt = (at: Uint32Array, k: number): number =>
  at.reduce((hits, first) => hits + (first > 0 && first <= k ? 1 : 0), 0);
