import { printPolicies } from './policies.ts';
import type { PermissionsContext, PermissionsView } from './view.ts';

type Printer = (view: PermissionsView, context: PermissionsContext) => Promise<string> | string;

/** What permissions can be printed as; the larger printers are loaded when they are asked for. */
export const permissionFormats: Readonly<Record<string, Printer>> = {
  text: async (view, context) => (await import('./text.ts')).printPermissionsText(view, context),
  json: async (view, context) => (await import('./json.ts')).printPermissionsJson(view, context),
  sam: printPolicies('sam'),
  cloudformation: printPolicies('cloudformation'),
  iam: printPolicies('iam'),
  terraform: printPolicies('terraform'),
  cdk: printPolicies('cdk'),
};
