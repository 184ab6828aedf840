/** The IAM prover: `@sallyport/core/iam`. Everything here is pure, and works offline. */
export { conditionOperators } from './conditions/index.ts';
export type { ConditionOperator, ValueFamily } from './conditions/operator.ts';
export { parsePolicy, parsePolicyText, type ParsedPolicy, type ParseOptions } from './policy/parse-policy.ts';
export type * from './policy/policy.ts';
export type { PolicyFinding, PolicySeverity } from './policy/policy-finding.ts';
export type { SymbolSort, Text, TextPart } from './policy/text.ts';
