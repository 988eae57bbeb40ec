// Rows down the trees. A node is four i32: the column it asks for (-1: a leaf); where its left bins start, and their span
// (-1: their bits are in `sets`, from that word on); its left child, with the right one after it (a leaf's first value).
// Addresses count from node, word and value 0, even where those are not there: sums of addresses wrap.

/** Adds values of the trees with these roots (u32 node numbers) to rows; tree t to output (first + t) % outputs, or `together` values a leaf. */
export function walk(
  cells: usize,
  width: usize,
  rows: i32,
  nodes: usize,
  roots: usize,
  trees: i32,
  first: i32,
  sets: usize,
  values: usize,
  totals: usize,
  outputs: i32,
  together: i32,
): void {
  for (let t = 0; t < trees; t++) {
    const root = nodes + ((<usize>load<u32>(roots + ((<usize>t) << 2))) << 4);
    let to = totals + ((<usize>(together > 1 ? 0 : (first + t) % outputs)) << 3);
    let cell = cells;
    for (let row = 0; row < rows; row++, cell += width, to += (<usize>outputs) << 3) {
      let node = root;
      for (let column = load<i32>(node); column >= 0; column = load<i32>(node)) {
        const bin = <u32>load<u8>(cell + <usize>column);
        const low = load<u32>(node, 4);
        const span = load<i32>(node, 8);
        const right: u32 =
          span >= 0
            ? <u32>(bin - low > <u32>span)
            : ~(load<u32>(sets + ((<usize>(low + (bin >> 5))) << 2)) >> (bin & 31)) & 1;
        node = nodes + ((<usize>(load<u32>(node, 12) + right)) << 4);
      }
      const value = values + ((<usize>load<u32>(node, 12)) << 3);
      store<f64>(to, load<f64>(to) + load<f64>(value));
      for (let k: usize = 1; k < <usize>together; k++) {
        const at = k << 3;
        store<f64>(to + at, load<f64>(to + at) + load<f64>(value + at));
      }
    }
  }
}
