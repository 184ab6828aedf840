import { defineRule, type Report, type Rule } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { toReachConfidence, toSubject } from '../grant-report.ts';
import { listActions, listFunctions } from '../list-words.ts';

export const decryptAllKeys: Rule = defineRule({
  id: 'PERM016',
  slug: 'decrypt-all-keys',
  severity: 'medium',
  title: 'a function may decrypt with every key',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-732', 'FSBP-KMS.1', 'FSBP-KMS.2'],
  needsCode: false,
  check: (context) => findClaims('PERM016', context).map(toReport),
});

function toReport({ grant, actions }: Claim): Report {
  return {
    ...toSubject(grant, `allows ${listActions(actions)} on every key`, actions),
    message: `${listFunctions(grant.members, 2)} may use ${listActions(actions)} with every key`,
    why: 'Whoever takes over the code reads all that the account has encrypted, wherever it gets hold of it.',
    confidence: toReachConfidence(grant),
  };
}
