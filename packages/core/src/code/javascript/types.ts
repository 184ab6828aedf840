import type * as Ast from 'oxc-parser';

/** Generic types that are, for what a value can do, the type inside them. */
const TRANSPARENT = new Set(['Readonly', 'Partial', 'Required', 'NonNullable', 'InstanceType']);

/**
 * The plain, possibly dotted name that a type annotation stands for: `S3Client`, `AWS.S3`,
 * `S3Client | undefined`, `Readonly<S3Client>`. `undefined` for any other type.
 */
export function toTypeName(annotation: Ast.TSTypeAnnotation | null | undefined): string | undefined {
  return annotation ? findName(annotation.typeAnnotation) : undefined;
}

function findName(type: Ast.TSType): string | undefined {
  switch (type.type) {
    case 'TSTypeReference': {
      const inner = type.typeArguments?.params[0];
      const name = toDottedName(type.typeName);
      return inner !== undefined && name !== undefined && TRANSPARENT.has(name) ? findName(inner) : name;
    }
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? undefined : toDottedName(type.exprName);
    case 'TSUnionType': {
      const present = type.types.filter((t) => !isNullish(t));
      return present.length === 1 && present[0] ? findName(present[0]) : undefined;
    }
    case 'TSParenthesizedType':
      return findName(type.typeAnnotation);
    default:
      return undefined;
  }
}

const isNullish = (type: Ast.TSType): boolean =>
  type.type === 'TSNullKeyword' || type.type === 'TSUndefinedKeyword' || type.type === 'TSVoidKeyword';

function toDottedName(name: Ast.TSTypeName): string | undefined {
  if (name.type === 'Identifier') return name.name;
  if (name.type !== 'TSQualifiedName') return undefined;
  const left = toDottedName(name.left);
  return left === undefined ? undefined : `${left}.${name.right.name}`;
}
