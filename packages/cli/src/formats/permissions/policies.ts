import type { PermissionTools } from '@sallyport/core';
import type { PermissionsContext, PermissionsView } from './view.ts';

/** The smallest policies of all functions, in a language that they are deployed in. */
export const printPolicies =
  (language: keyof PermissionTools['POLICY_FORMATS']) =>
  (view: PermissionsView, { tools }: PermissionsContext): string =>
    tools.POLICY_FORMATS[language](view.functions, view.application);
