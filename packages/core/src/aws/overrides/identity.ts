import { isGiven } from '../is-given.ts';
import type { NeedRule, ServiceRules } from '../need.ts';
import { passRole } from '../passed-roles.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { findField } from '../../app/code-value.ts';
import { allOf, needNothing, needOn, whenGiven } from './need-on.ts';

// Source: the service authorization reference's pages for AWS STS and IAM; "GetCallerIdentity" and "GetSessionToken" in the STS API
// Reference say that they need no permission.

export const stsRules: ServiceRules = {
  GetCallerIdentity: needNothing,
  GetSessionToken: needNothing,
  AssumeRoleWithSAML: needNothing,
  AssumeRoleWithWebIdentity: needNothing,
  AssumeRole: allOf(
    needOn('sts:AssumeRole', 'sts:role', 'RoleNameWithPath', ['RoleArn']),
    whenGiven(['Tags', 'TransitiveTagKeys'], needOn('sts:TagSession', 'sts:role', 'RoleNameWithPath', ['RoleArn'])),
    whenGiven(['SourceIdentity'], needOn('sts:SetSourceIdentity', 'sts:role', 'RoleNameWithPath', ['RoleArn'])),
  ),
};

/** A role becomes usable by a service through the instance profile. */
const addRole: NeedRule = (call) => {
  const role = isGiven(call.args, ['RoleName']) ? findField(call.args, 'RoleName') : undefined;
  return [...deriveNeeds(call), passRole(role === undefined ? [] : [role])];
};

export const iamRules: ServiceRules = { AddRoleToInstanceProfile: addRole };

/** Roles of an identity pool by kind: `Roles: {authenticated: …}`. */
const setPoolRoles: NeedRule = (call) => {
  const roles = findField(call.args, 'Roles');
  const given = roles?.kind === 'object' ? [...roles.fields.values()] : [];
  return [...deriveNeeds(call), passRole(given)];
};

/** Token calls of an identity pool are public. */
export const cognitoIdentityRules: ServiceRules = {
  GetId: needNothing,
  GetOpenIdToken: needNothing,
  GetCredentialsForIdentity: needNothing,
  UnlinkIdentity: needNothing,
  SetIdentityPoolRoles: setPoolRoles,
};
