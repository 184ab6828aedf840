import type { Application } from '../app/application.ts';

/** The file of the template in whose stack a template is deployed after all: its parent, or its parent's, or itself. */
export function findRoot(file: string, { templates }: Pick<Application, 'templates'>): string {
  const seen = new Set<string>();
  let root = file;
  for (let next: string | undefined = root; next !== undefined && !seen.has(next);) {
    root = next;
    seen.add(root);
    next = templates.find(({ nested }) => [...(nested?.values() ?? [])].includes(root))?.file;
  }
  return root;
}
