import type { Policy } from '../policy/policy.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import { toFinding } from './to-finding.ts';

/**
 * Characters that a policy may have; white space does not count.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, and the quotas of Organizations.
 */
const QUOTAS = {
  identity: { check: 'Policy size exceeds identity policy quota', limit: 6_144, most: 10_240, severity: 'warning' },
  resource: { check: 'Policy size exceeds resource policy quota', limit: 20_480, most: 20_480, severity: 'warning' },
  trust: { check: 'Policy size exceeds role trust policy quota', limit: 2_048, most: 4_096, severity: 'warning' },
  scp: { check: 'Policy size exceeds SCP quota', limit: 5_120, most: 10_240, severity: 'error' },
  rcp: { check: 'Policy size exceeds RCP quota', limit: 5_120, most: 5_120, severity: 'error' },
} as const;

export function lintSize(document: unknown, { kind }: Policy): readonly PolicyFinding[] {
  const size = (JSON.stringify(document) ?? '').replaceAll(/\s/g, '').length;
  const { check, limit, most, severity } = QUOTAS[kind];
  if (size <= limit) return [];
  const room = kind === 'identity' && size <= most ? `; inline policies of a role may have ${most} together` : '';
  return [toFinding(severity, check, `the policy has ${size} characters of ${limit}${room}`, [])];
}
