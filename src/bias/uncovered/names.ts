/** A number for each pattern: its values as the digits of a number, whose base changes from feature to feature. */

export type Name = number | bigint;

export interface Naming {
  /** Of the pattern that names no value. */
  readonly none: Name;
  with(name: Name, feature: number, value: number): Name;
  without(name: Name, feature: number, value: number): Name;
}

/** Plain numbers as long as every pattern has one exactly. */
export function namesOf(features: readonly { readonly levels: number }[]): Naming {
  const patterns = features.reduce((product, { levels }) => product * (levels + 1), 1);
  return patterns < Number.MAX_SAFE_INTEGER ? numbers(features) : large(features);
}

function numbers(features: readonly { readonly levels: number }[]): Naming {
  const places: number[] = [];
  features.reduce((place, { levels }) => (places.push(place), place * (levels + 1)), 1);
  return {
    none: 0,
    with: (name, feature, value) => (name as number) + (value + 1) * places[feature]!,
    without: (name, feature, value) => (name as number) - (value + 1) * places[feature]!,
  };
}

function large(features: readonly { readonly levels: number }[]): Naming {
  const places: bigint[] = [];
  features.reduce((place, { levels }) => (places.push(place), place * BigInt(levels + 1)), 1n);
  return {
    none: 0n,
    with: (name, feature, value) => (name as bigint) + BigInt(value + 1) * places[feature]!,
    without: (name, feature, value) => (name as bigint) - BigInt(value + 1) * places[feature]!,
  };
}
