import { keep } from './keep.ts';
import { parseNpmRange, type NpmRange } from './npm/range.ts';
import { parsePoetryConstraint } from './pypi/poetry-constraint.ts';
import { parseSpecifiers, type SpecifierSet } from './pypi/specifier.ts';

/** A range of a `package.json`; `undefined` for what is none: a tag, a URL. */
export const readNpmRange: (text: string) => NpmRange | undefined = keep(parseNpmRange);

/** A range of a manifest of Python, in the words of PEP 440 or of Poetry. */
export const readPythonRange: (text: string) => SpecifierSet | undefined = keep(
  (text) => parseSpecifiers(text) ?? parsePoetryConstraint(text),
);
