/** The IAM prover: `@sallyport/core/iam`. Everything here is pure, and works offline. */
export { conditionOperators } from './conditions/index.ts';
export type { ConditionOperator, ValueFamily } from './conditions/operator.ts';
export {
  escalate,
  type EscalationInput,
  type EscalationPath,
  type EscalationStep,
  type FunctionInput,
  type RoleInput,
} from './escalate/escalate.ts';
export { findBlastRadius, type Reach, type ReachLink } from './escalate/find-blast-radius.ts';
export type { PathCategory } from './escalate/path-rule.ts';
export type { DecidingStatement } from './evaluate/apply-policies.ts';
export type { Decision } from './evaluate/decide.ts';
export type { PolicyDocument, PolicyDocuments } from './evaluate/policy-set.ts';
export type { AccessRequest } from './evaluate/request.ts';
export { simulate, type Simulation } from './evaluate/simulate.ts';
export { findActionProblem, type ActionProblem } from './lint/lint-actions.ts';
export { lintPolicy, lintPolicyText } from './lint/lint-policy.ts';
export {
  locateStatement,
  parsePolicy,
  parsePolicyText,
  type ParsedPolicy,
  type ParsedPolicyText,
  type ParseOptions,
} from './policy/parse-policy.ts';
export type * from './policy/policy.ts';
export { minimise, type MinimiseOptions } from './minimise/minimise.ts';
export { check, type Access, type CheckOptions } from './relate/check.ts';
export { compare, type CompareOptions } from './relate/compare.ts';
export {
  findUselessStatements,
  type Uselessness,
  type UselessOptions,
  type UselessStatement,
} from './relate/find-useless-statements.ts';
export type { ExplainedRelation, Relation, RelationResult, Witness } from './relate/witness.ts';
export type { PolicyFinding, PolicySeverity } from './policy/policy-finding.ts';
export type { SymbolSort, Text, TextPart } from './policy/text.ts';
