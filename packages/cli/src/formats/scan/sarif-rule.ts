import type { Finding, Rule, Severity } from '@sallyport/core';

/** GitHub's bands: over 9.0 critical, 7.0 high, 4.0 medium, the rest low. */
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
};

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

export const toLevel = ({
  severity,
  suggestion,
}: Pick<Finding, 'severity' | 'suggestion'>): 'error' | 'warning' | 'note' =>
  suggestion === true ? 'note' : levels[severity];

/** A rule as a SARIF reporting descriptor, with its page as help. */
export function toSarifRule(rule: Rule, page: string | undefined): unknown {
  return {
    id: rule.id,
    name: toPascalCase(rule.slug),
    shortDescription: { text: rule.title },
    fullDescription: { text: findSummary(page) ?? rule.title },
    help: { text: page ?? rule.title, markdown: page ?? rule.title },
    defaultConfiguration: { level: toLevel(rule), ...(rule.suggestion === true ? { enabled: false } : {}) },
    properties: {
      'security-severity': scores[rule.severity],
      precision: 'high',
      tags: [
        'security',
        'serverless',
        ...(rule.suggestion === true ? ['suggestion'] : []),
        ...rule.references.map(toTag),
      ],
    },
  };
}

const toPascalCase = (slug: string): string =>
  slug
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** The spelling by which GitHub shows a weakness: `external/cwe/cwe-250`. */
const toTag = (reference: string): string => {
  const cwe = /^CWE-(\d+)$/.exec(reference);
  return cwe === null ? reference : `external/cwe/cwe-${(cwe[1] ?? '').padStart(3, '0')}`;
};

/** The first paragraph of a page that is no heading, on one line. */
function findSummary(page: string | undefined): string | undefined {
  const paragraphs = page?.split(/\n\s*\n/).map((text) => text.trim());
  return paragraphs?.find((text) => /^[A-Za-z`*]/.test(text))?.replace(/\s+/g, ' ');
}
