/** A piece of an ARN template such as `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string };

/** The template's pieces in order. */
export function parseArnTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(/\$\{([^}]*)\}/g)) {
    if (match.index > end) parts.push({ kind: 'text', text: template.slice(end, match.index) });
    parts.push({ kind: 'placeholder', name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push({ kind: 'text', text: template.slice(end) });
  return parts;
}

/** Placeholders that are the stack's own, not the name of anything. */
export const isStackPlaceholder = (name: string): boolean =>
  name === 'Partition' || name === 'Region' || name === 'Account';
