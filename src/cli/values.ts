/** From the text of a flag to a value of the configuration. */
import { TelltaleError } from "../error.ts";
import type { Flag } from "./flags.ts";

export type Given = string | readonly string[] | boolean;

export function valueOf({ flag, read }: Flag, given: Given): unknown {
  const name = flag.split(" ", 1)[0] ?? "";
  switch (read) {
    case "list": // repeated, or comma-separated; files and globs may hold commas, so only column lists are split
      return Array.isArray(given)
        ? given
        : String(given)
            .split(",")
            .map((part) => part.trim())
            .filter(Boolean);
    case "number":
      return numberOf(name, String(given));
    case "seconds":
      return secondsOf(name, String(given));
    case "on":
      return true;
    case "off":
      return false;
    default:
      return given;
  }
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new TelltaleError("FLAG_VALUE", {
    message: `${name} wants a number, not "${text}"`,
    hint: `For example: ${name} 4`,
  });
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

function secondsOf(name: string, text: string): number {
  const [, number, unit = "s"] = /^(\d+(?:\.\d+)?)\s*([smh])?$/.exec(text.trim()) ?? [];
  const factor = units[unit];
  if (number !== undefined && factor !== undefined) return Number(number) * factor;
  throw new TelltaleError("FLAG_VALUE", {
    message: `${name} wants a time, not "${text}"`,
    hint: `For example: ${name} 90s, ${name} 30m, ${name} 1h`,
  });
}

/** "synthetic/linkability.k=10" sets checks["synthetic/linkability"].k; the value is JSON, or else text. */
export function settingOf(text: string): { readonly path: readonly string[]; readonly value: unknown } {
  const [, check, option, json] = /^([^=]+)\.([^.=]+)=(.*)$/s.exec(text) ?? [];
  if (check === undefined || option === undefined || json === undefined)
    throw new TelltaleError("FLAG_VALUE", {
      message: `--set wants CHECK.OPTION=JSON, not "${text}"`,
      hint: "For example: --set synthetic/linkability.k=10",
    });
  return { path: ["checks", check, option], value: jsonOr(json) };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
