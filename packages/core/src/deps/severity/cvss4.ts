import { MACRO_SCORES } from './cvss4-scores.ts';
import { readWeights } from './vector.ts';

/** How many steps a value lies below the worst. */
const IMPACT = { H: 0, L: 1, N: 2 } as const;
const STEPS = {
  AV: { N: 0, A: 1, L: 2, P: 3 },
  AC: { L: 0, H: 1 },
  AT: { N: 0, P: 1 },
  PR: { N: 0, L: 1, H: 2 },
  UI: { N: 0, P: 1, A: 2 },
  VC: IMPACT,
  VI: IMPACT,
  VA: IMPACT,
  SC: IMPACT,
  SI: IMPACT,
  SA: IMPACT,
} as const;
type Steps = Readonly<Record<keyof typeof STEPS, number>>;

const EXPLOITED: Readonly<Record<string, number>> = { X: 0, A: 0, P: 1, U: 2 };

/** One dimension of a macro vector. */
interface Dimension {
  /** Steps from its worst vector down to the one that is scored, and how many it holds. */
  readonly distance: number;
  readonly depth: number;
  /** The score of the macro vector that is one level lower here; absent at the lowest. */
  readonly lower: number | undefined;
}

/**
 * Base and threat score by https://www.first.org/cvss/v4.0/specification-document, 8.2: the score of the macro vector, lowered
 * in proportion to how far the vector lies below the worst of its kind. `undefined` for a vector that lacks something.
 */
export function scoreCvss4(metrics: ReadonlyMap<string, string>): number | undefined {
  const s = readWeights(metrics, STEPS);
  const eq5 = EXPLOITED[metrics.get('E') ?? 'X'];
  if (s === undefined || eq5 === undefined) return undefined;
  if ([s.VC, s.VI, s.VA, s.SC, s.SI, s.SA].every((steps) => steps === 2)) return 0;
  const eq1 = findExploitability(s);
  const eq2 = s.AC + s.AT === 0 ? 0 : 1;
  const eq3 = s.VC + s.VI === 0 ? 0 : s.VC === 0 || s.VI === 0 || s.VA === 0 ? 1 : 2;
  const eq4 = s.SC === 0 || s.SI === 0 || s.SA === 0 ? 1 : 2;
  const eq6 = eq3 === 2 ? 1 : 0;
  const find = (a: number, b: number, c: number, d: number, e: number, f: number): number | undefined =>
    MACRO_SCORES[`${a}${b}${c}${f}`]?.[(d - 1) * 3 + e];
  const top = find(eq1, eq2, eq3, eq4, eq5, eq6);
  if (top === undefined) return undefined;
  const impacts = findLower(find(eq1, eq2, eq3, eq4, eq5, 1), find(eq1, eq2, eq3 + 1, eq4, eq5, eq6));
  const dimensions: readonly Dimension[] = [
    { ...measureExploitability(s, eq1), lower: find(eq1 + 1, eq2, eq3, eq4, eq5, eq6) },
    { distance: eq2 === 0 ? 0 : s.AC + s.AT - 1, depth: eq2 + 1, lower: find(eq1, eq2 + 1, eq3, eq4, eq5, eq6) },
    { ...measureImpact(s, eq3), lower: eq3 === 0 ? impacts : eq3 === 1 ? find(eq1, eq2, 1, eq4, eq5, 1) : undefined },
    {
      distance: s.SC + s.SI + s.SA - (eq4 === 1 ? 0 : 3),
      depth: eq4 === 1 ? 5 : 4,
      lower: eq4 === 1 ? find(eq1, eq2, eq3, 2, eq5, eq6) : undefined,
    },
    { distance: 0, depth: 1, lower: eq5 < 2 ? find(eq1, eq2, eq3, eq4, eq5 + 1, eq6) : undefined },
  ];
  return round(top - findMeanLoss(top, dimensions));
}

function findMeanLoss(top: number, dimensions: readonly Dimension[]): number {
  const losses = dimensions.flatMap(({ distance, depth, lower }) =>
    lower === undefined ? [] : [((top - lower) * distance) / depth],
  );
  return losses.length === 0 ? 0 : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

const findLower = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

function findExploitability(s: Steps): number {
  const all = s.AV + s.PR + s.UI === 0;
  const any = s.AV === 0 || s.PR === 0 || s.UI === 0;
  return all ? 0 : any && s.AV !== 3 ? 1 : 2;
}

/** The worst vectors of each level, as steps of AV, PR and UI (tables 24 to 30 of the specification). */
const EXPLOIT_WORST = [
  [[0, 0, 0]],
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [3, 0, 0],
    [1, 1, 1],
  ],
] as const;
const EXPLOIT_DEPTH = [1, 4, 5] as const;

const measureExploitability = (s: Steps, level: number): Pick<Dimension, 'distance' | 'depth'> => ({
  distance: measure([s.AV, s.PR, s.UI], EXPLOIT_WORST[level] ?? []),
  depth: EXPLOIT_DEPTH[level] ?? 1,
});

/** As steps of VC, VI and VA. */
const IMPACT_WORST = [
  [[0, 0, 0]],
  [
    [1, 0, 0],
    [0, 1, 0],
  ],
  [[1, 1, 1]],
] as const;
const IMPACT_DEPTH = [7, 8, 10] as const;

const measureImpact = (s: Steps, level: number): Pick<Dimension, 'distance' | 'depth'> => ({
  distance: measure([s.VC, s.VI, s.VA], IMPACT_WORST[level] ?? []),
  depth: IMPACT_DEPTH[level] ?? 1,
});

/** Steps down from the first of the worst vectors that is as bad in everything. */
function measure(steps: readonly number[], worst: readonly (readonly number[])[]): number {
  const from = worst.find((vector) => vector.every((step, i) => step <= (steps[i] ?? 0)));
  return from === undefined ? 0 : steps.reduce((sum, step, i) => sum + step - (from[i] ?? 0), 0);
}

/** To a tenth, half up; FIRST's own calculator adds as much against the errors of floating point. */
const round = (score: number): number => Math.round((Math.max(0, Math.min(10, score)) + 1e-6) * 10) / 10;
