/** What gives protected attributes away, as measures. */
import type { Measure, Of } from "../../finding.ts";
import type { Joint } from "./joint.ts";
import type { Link } from "./links.ts";
import type { Proxies } from "./works.ts";

const confidence = 0.95;

/** `proxy-auc` and `balanced-error` of groups and attributes, `proxy-auc.without` of steps, `cramers-v` and `column-auc` of columns. */
export const proxyMeasures = ({ attributes, pairs }: Proxies): Measure[] => [
  ...attributes.flatMap(({ attribute, joint, steps, links }) => [
    ...(joint ? jointMeasures(attribute, joint) : [undefinedAuc(attribute)]),
    ...steps.flatMap(({ without, joint: left }) =>
      left ? [around("proxy-auc.without", { attribute, column: without }, left.mean, left.rows)] : [],
    ),
    ...links.flatMap((link) => linkMeasures(attribute, link)),
  ]),
  ...pairs.map(({ attribute, other }) => strength({ attribute, with: other.column }, other)),
];

function jointMeasures(attribute: string, { rows, groups, mean }: Joint): Measure[] {
  return [
    around("proxy-auc", { attribute }, mean, rows),
    ...groups.flatMap(({ group, auc, error }) => [
      around("proxy-auc", { group }, auc, rows),
      around("balanced-error", { group }, error, rows),
    ]),
  ];
}

const linkMeasures = (attribute: string, link: Link): Measure[] => [
  strength({ attribute, column: link.column }, link),
  ...(link.number?.apart ?? []).map(({ group, auc, low, high }) =>
    around("column-auc", { group, column: link.column }, { value: auc, low, high }, link.n),
  ),
];

/** What chance adds is taken off. */
const strength = (of: Of, { corrected, low, high, n }: Link): Measure =>
  around("cramers-v", of, { value: corrected, low, high }, n);

const around = (
  id: string,
  of: Of,
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
  n: number,
): Measure => ({ id, of, value, low, high, confidence, n, status: "ok" });

const undefinedAuc = (attribute: string): Measure => ({
  id: "proxy-auc",
  of: { attribute },
  value: null,
  low: null,
  high: null,
  confidence,
  n: 0,
  status: "undefined",
});
