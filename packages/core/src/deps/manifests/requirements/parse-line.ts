/** What one logical line of a requirements file is. */
export type RequirementLine =
  | { readonly kind: 'requirement'; readonly text: string; readonly offset: number; readonly hasHash: boolean }
  | { readonly kind: 'address'; readonly url: string; readonly hasHash: boolean }
  | { readonly kind: 'include'; readonly path: string; readonly isConstraint: boolean }
  | { readonly kind: 'option' }
  | { readonly kind: 'unknown'; readonly text: string };

const INCLUDE = /^(?:-r|-c|--requirements?|--constraints?)(?:\s*=\s*|\s+|(?<=^-[rc]))(\S.*)$/;
const EDITABLE = /^(?:-e|--editable)(?:\s*=\s*|\s+)(\S.*)$/;
/** The options of pip that a requirements file may hold; those of one requirement stand behind it. */
const OPTION =
  /^(?:-i|-f|--index-url|--extra-index-url|--find-links|--no-index|--no-binary|--only-binary|--prefer-binary|--require-hashes|--pre|--trusted-host|--use-feature|--process-dependency-links|--allow-external|--allow-unverified)(?:[\s=]|$)/;
const OWN_OPTIONS = /\s--?[a-z][\s\S]*$/;

/** Tells a requirement from an option (https://pip.pypa.io/en/stable/reference/requirements-file-format/#supported-options). */
export function parseLine(line: string): RequirementLine {
  const text = line.trim();
  if (text.startsWith('-')) return parseOption(text);
  const options = OWN_OPTIONS.exec(text)?.[0] ?? '';
  const requirement = text.slice(0, text.length - options.length).trim();
  const hasHash = /--hash[=\s]/.test(options);
  if (isAddress(requirement)) return { kind: 'address', url: requirement, hasHash };
  return { kind: 'requirement', text: requirement, offset: line.indexOf(requirement), hasHash };
}

function parseOption(text: string): RequirementLine {
  const include = INCLUDE.exec(text)?.[1];
  if (include !== undefined) {
    const isConstraint = text.startsWith('-c') || text.startsWith('--c');
    return { kind: 'include', path: unquote(include.trim()), isConstraint };
  }
  const editable = EDITABLE.exec(text)?.[1];
  if (editable !== undefined) return { kind: 'address', url: unquote(editable.trim()), hasHash: false };
  return OPTION.test(text) ? { kind: 'option' } : { kind: 'unknown', text: text.slice(0, 200) };
}

/** A line that is an address or a path, without the name of a package before it. */
function isAddress(text: string): boolean {
  if (/^[\w.-]+(?:\s*\[[^[\]]*\])?\s*@/.test(text)) return false;
  return (
    /^[a-z+]+:\/\//i.test(text) ||
    /^\.{0,2}[\\/]/.test(text) ||
    /\.(?:whl|zip|tar\.gz|tgz)$/.test(text) ||
    /^[\w.-]+\//.test(text)
  );
}

const unquote = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');
