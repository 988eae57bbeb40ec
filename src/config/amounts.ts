/** Times and sizes as people write them: "90s", "30m", "1h30m"; "800M", "2G". */
import { z } from "zod";

const units: { readonly [unit: string]: number } = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds, as a bare number is. NaN when it is no time. */
export function seconds(text: string | number): number {
  if (typeof text === "number") return text;
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (!/^(\d+(\.\d+)?\s*(ms|s|m|h|d)\s*)+$/.test(trimmed)) return Number.NaN;
  let sum = 0;
  for (const [, amount = "", unit = ""] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)/g))
    sum += Number(amount) * (units[unit] ?? Number.NaN);
  return sum;
}

/** Megabytes; a bare number is megabytes. NaN when it is no size. */
export function megabytes(text: string | number): number {
  if (typeof text === "number") return text;
  const [, amount = "", unit = "M"] = /^\s*(\d+(?:\.\d+)?)\s*([MG])?(?:i?B)?\s*$/i.exec(text) ?? [];
  if (amount === "") return Number.NaN;
  return Number(amount) * (unit.toUpperCase() === "G" ? 1024 : 1);
}

/** Given as "30m" or as seconds; read as seconds. */
export const durationSchema = z
  .union([z.number(), z.string()], { error: 'must be a time, such as "30m", "2h" or "90s"' })
  .transform(seconds)
  .refine((time) => time > 0 && time <= 24 * 86_400, {
    error: 'must be a time, such as "30m", "2h" or "90s" (24 days at most)',
  });

/** Given as "2G" or as megabytes; read as megabytes. */
export const memorySchema = z
  .union([z.number(), z.string()], { error: 'must be a size, such as "2G" or "800M"' })
  .transform(megabytes)
  .refine((mb) => mb >= 64, { error: 'must be a size of at least 64M, such as "2G" or "800M"' });
