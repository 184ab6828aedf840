import type { NeedRule, ServiceRules } from '../need.ts';
import { dynamodbRules } from './dynamodb.ts';
import { s3Rules } from './s3.ts';

/** Rules by service key, for what the general rule does not give. */
const RULES: Readonly<Record<string, ServiceRules>> = {
  dynamodb: dynamodbRules,
  s3: s3Rules,
};

/** The rule of an operation, when it has one of its own. */
export function findRule(service: string, operation: string): NeedRule | undefined {
  const rules = Object.hasOwn(RULES, service) ? RULES[service] : undefined;
  return rules !== undefined && Object.hasOwn(rules, operation) ? rules[operation] : undefined;
}

/** Every service and operation that has a rule of its own. */
export function listRules(): readonly (readonly [service: string, operation: string])[] {
  return Object.entries(RULES).flatMap(([service, rules]) =>
    Object.keys(rules).map((operation) => [service, operation] as const),
  );
}
