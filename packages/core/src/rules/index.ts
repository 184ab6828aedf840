import { adminPolicy } from './permissions/admin-policy/admin-policy.ts';
import { broadManagedPolicy } from './permissions/broad-managed-policy/broad-managed-policy.ts';
import { serviceWildcard } from './permissions/service-wildcard/service-wildcard.ts';
import { unusedPermission } from './permissions/unused-permission/unused-permission.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = [adminPolicy, serviceWildcard, unusedPermission, broadManagedPolicy];
