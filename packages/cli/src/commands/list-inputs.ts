import { resolve } from 'node:path';
import type { Analysis } from '@sallyport/core';
import type { Target } from '../target.ts';

/** The templates and the code that were read, as absolute paths. */
export function listInputs({ application, permissions }: Analysis, { root }: Target): readonly string[] {
  const files = new Set([
    ...application.templates.map(({ file }) => file),
    ...permissions.flatMap(({ code }) => code.files),
  ]);
  return [...files].map((file) => resolve(root, file));
}
