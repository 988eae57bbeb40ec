/** How numbers are written, everywhere: U+2212 for minus, U+202F inside thousands and before %, no line break inside an interval. */

export const minus = "\u2212";
/** Narrow no-break space. */
export const thin = "\u202f";
const noBreak = "\u00a0";
/** What stands where a number is not defined: never 0. */
export const undefinedNumber = "–";

/** 2 000: a thin space between thousands, from 1 000 on. Rounds. */
export function integer(x: number): string {
  const digits = String(Math.abs(Math.round(x)));
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, thin);
  return Math.round(x) < 0 ? minus + grouped : grouped;
}

/** Fixed decimals; what rounds to zero has no sign. Null and infinite numbers are "–" and "∞". */
export function decimal(x: number | null, digits: number): string {
  if (x === null || Number.isNaN(x)) return undefinedNumber;
  if (!Number.isFinite(x)) return x < 0 ? `${minus}∞` : "∞";
  const [whole = "", fraction] = (halfEven(Math.abs(x) * 10 ** digits) / 10 ** digits).toFixed(digits).split(".");
  const grouped = whole.length > 3 ? integer(Number(whole)) : whole;
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return x < 0 && /[1-9]/.test(text) ? minus + text : text;
}

/** Halves of decimal numbers go to the even neighbour: 711 of 2 000 are 35.6 % and 121 are 6.0 %, whatever their binary form is a hair off. */
function halfEven(x: number): number {
  const exact = Number(x.toPrecision(12));
  const below = Math.floor(exact);
  const rest = exact - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return Math.round(exact);
}

/** Advantages and rates that are judged. */
export const advantage = (x: number | null): string => decimal(x, 3);

/** A limit is printed in full: three decimals, more only where it has more. */
export function limit(x: number): string {
  const written = /\.(\d+)$/.exec(Number(x.toPrecision(12)).toFixed(6).replace(/0+$/, ""));
  return decimal(x, Math.max(3, written?.[1]?.length ?? 0));
}

/** [0.051, 0.072]; an open end is −∞, not "–", which would mean that nothing is known. */
export function interval(
  low: number | null,
  high: number | null,
  write: (x: number | null) => string = advantage,
): string {
  return `[${write(low ?? -Infinity)},${noBreak}${write(high ?? Infinity)}]`;
}

/** Share as per cent; one decimal when at least 500 stand behind it. */
export function percent(share: number | null, n: number): string {
  if (share === null || !Number.isFinite(share)) return undefinedNumber;
  return `${decimal(100 * share, n >= 500 ? 1 : 0)}${thin}%`;
}

/** "121 of 2 000". */
export const outOf = (hits: number, n: number): string => `${integer(hits)} of ${integer(n)}`;

/** "one", "two" ... in running text; digits from thirteen on. */
export function spelled(n: number): string {
  return small[n] ?? integer(n);
}
const small = "none one two three four five six seven eight nine ten eleven twelve".split(" ");

/** "1 person", "3 people". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${integer(n)} ${n === 1 ? one : many}`;
}

/** 8 s, 2 min 41 s, 1 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 0.95) return `${decimal(seconds, seconds < 0.095 ? 2 : 1)} s`;
  if (seconds < 9.95) return `${decimal(seconds, 1).replace(/\.0$/, "")} s`;
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 === 0 ? `${s / 60} min` : `${Math.floor(s / 60)} min ${s % 60} s`;
  const min = Math.round(s / 60);
  return min % 60 === 0 ? `${integer(min / 60)} h` : `${integer(Math.floor(min / 60))} h ${min % 60} min`;
}

/** 23 November 2026, in UTC; anything that is not a date is given back as it is. */
export function date(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  const at = new Date(time);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}`;
}
const months = "January February March April May June July August September October November December".split(" ");

/** Two significant digits: "about 1 300 more", since the need is itself an estimate. Rounds up. */
export function roughly(n: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, n))) - 1);
  return Math.ceil(n / unit) * unit;
}
