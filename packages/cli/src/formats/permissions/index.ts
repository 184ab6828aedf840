import type { PermissionsContext, PermissionsView } from './view.ts';

/** What permissions can be printed as; each printer is loaded when it is asked for. */
export const permissionFormats: Readonly<
  Record<string, (view: PermissionsView, context: PermissionsContext) => Promise<string>>
> = {
  text: async (view, context) => (await import('./text.ts')).printPermissionsText(view, context),
  json: async (view, context) => (await import('./json.ts')).printPermissionsJson(view, context),
};
