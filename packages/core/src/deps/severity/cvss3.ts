import { readWeights } from './vector.ts';

const IMPACT = { N: 0, L: 0.22, H: 0.56 } as const;

const WEIGHTS = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  UI: { N: 0.85, R: 0.62 },
  S: { U: 0, C: 1 },
  C: IMPACT,
  I: IMPACT,
  A: IMPACT,
} as const;

/** Privileges weigh more where the scope changes. */
const CHANGED_PRIVILEGES: Readonly<Record<string, number>> = { N: 0.85, L: 0.68, H: 0.5 };

/** Base score by https://www.first.org/cvss/v3.1/specification-document, 7.1; 3.0 is scored alike, but for how it rounds. */
export function scoreCvss3(metrics: ReadonlyMap<string, string>): number | undefined {
  const w = readWeights(metrics, WEIGHTS);
  if (w === undefined) return undefined;
  const isChanged = w.S === 1;
  const privileges = isChanged ? (CHANGED_PRIVILEGES[metrics.get('PR') ?? ''] ?? 0) : w.PR;
  const base = 1 - (1 - w.C) * (1 - w.I) * (1 - w.A);
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  if (impact <= 0) return 0;
  const exploitability = 8.22 * w.AV * w.AC * privileges * w.UI;
  const sum = isChanged ? 1.08 * (impact + exploitability) : impact + exploitability;
  return metrics.get('CVSS') === '3.0' ? Math.ceil(Math.min(sum, 10) * 10) / 10 : roundUp(Math.min(sum, 10));
}

/** To the next tenth, in integers: appendix A, against the errors of floating point. */
function roundUp(score: number): number {
  const hundredThousandths = Math.round(score * 100_000);
  return hundredThousandths % 10_000 === 0
    ? hundredThousandths / 100_000
    : (Math.floor(hundredThousandths / 10_000) + 1) / 10;
}
