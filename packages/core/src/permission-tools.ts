import type { PolicyDocument } from './permissions/function-permissions.ts';
import { toPolicyData } from './permissions/print/policy-data.ts';
import { YAML_STYLE } from './permissions/print/text-style.ts';
import { toYamlLines } from './permissions/print/yaml-block.ts';

export { toExpression } from './app/expression.ts';
export { toTexts } from './app/to-texts.ts';
export { compareAccess, type FunctionAccess } from './permissions/compare-access.ts';
export type { AccessRelation, ChangedStatement } from './permissions/explain-change.ts';
export { findUnreadParts } from './permissions/find-unread-parts.ts';
export { describeExcess, type AccessPhrase } from './permissions/describe-excess.ts';
export { POLICY_FORMATS, type PolicyPrinter } from './permissions/print/policy-formats.ts';
export { applyEdits } from './permissions/write/apply-edits.ts';
export { planWrite, type WritePlan } from './permissions/write/plan-write.ts';
export { planFixes } from './plan-fixes.ts';

/** The statements of a policy as YAML, in the short form of intrinsics. */
export const printStatements = (policy: PolicyDocument): string =>
  toYamlLines(toPolicyData(policy)['Statement'], YAML_STYLE).join('\n');
