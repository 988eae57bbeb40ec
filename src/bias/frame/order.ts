/** Scores in order, without comparing them: sorting by the digits of their bits. */

/** Rows from the lowest score to the highest; equal ones in the order they came. Every score is 0 or more, and not NaN. */
export function rowsInOrder(scores: Float64Array, rows: Uint32Array): Uint32Array {
  // Bits of numbers that are not negative are ordered as the numbers; -0 becomes 0.
  const digits = new Uint16Array(scores.map((score) => score + 0).buffer);
  let [from, to]: [Uint32Array, Uint32Array] = [rows, new Uint32Array(rows.length)];
  for (let digit = 0; digit < 4; digit++) {
    const ends = new Uint32Array(65_537);
    for (const row of from) ends[digits[4 * row + digit]! + 1]!++;
    for (let i = 1; i < ends.length; i++) ends[i]! += ends[i - 1]!;
    for (const row of from) to[ends[digits[4 * row + digit]!]!++] = row;
    [from, to] = [to, digit === 0 ? new Uint32Array(rows.length) : from];
  }
  return from;
}
