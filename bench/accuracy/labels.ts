import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One function labelled by hand with what its code needs. */
export interface Label {
  readonly id: string;
  readonly corpus: string;
  readonly templatePath: string;
  readonly functionLogicalId: string;
  readonly expectedActions: readonly string[];
  readonly expected: readonly LabelledNeed[];
  readonly optional: readonly { readonly actions: readonly string[] }[];
  readonly eventSourcePermissions: readonly { readonly actions: readonly string[] }[];
}

export interface LabelledNeed {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly resourceArn: string;
  readonly alsoAccept?: readonly string[];
}

/** The labels, from `../shared/data/labels` beside the repository or from `SALLYPORT_SHARED`; `undefined` when they are not here. */
export function readLabels(root: string): readonly Label[] | undefined {
  const file = join(process.env['SALLYPORT_SHARED'] ?? join(root, '../shared'), 'data/labels/labels.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Label[]) : undefined;
}
