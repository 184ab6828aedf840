import type { FunctionPermissions } from '@sallyport/core';
import { toCount, toLine, wrap } from '../../terminal/wrap.ts';
import { printNotCovered } from '../not-covered.ts';
import { printDetails } from './text-details.ts';
import { printOverview } from './text-overview.ts';
import { hasProblem, sortWorstFirst, type PermissionsContext, type PermissionsView } from './view.ts';

/** Functions that are shown in detail before `--verbose`. */
const shownInDetail = 8;

/** For people: one line for each function, worst first, then what is wrong with each and the policy that it should have. */
export function printPermissionsText(view: PermissionsView, given: PermissionsContext): string {
  const context = { ...given, keepsFolders: view.coverage.templates > 1 };
  const functions = sortWorstFirst(view.functions, context.tools);
  const notable = context.verbose || functions.length === 1 ? functions : functions.filter(hasProblem);
  const detailed = context.verbose ? notable : notable.slice(0, shownInDetail);
  const parts = detailed.map((f) => printDetails(f, context));
  if (detailed.length < notable.length) parts.push(printRest(notable.slice(detailed.length), context));
  if (context.quiet) return parts.join('\n');
  const head = [printSummary(functions, view, context), printOverview(functions, context)].join('\n');
  const notCovered = printNotCovered(view.coverage, view.diagnostics, context);
  return [head, ...parts, notCovered, printFoot(view, context)].filter((part) => part !== '').join('\n');
}

function printSummary(
  functions: readonly FunctionPermissions[],
  view: PermissionsView,
  { title, style, width, isWriting }: PermissionsContext,
): string {
  const wide = functions.filter((f) => f.excess.length > 0 || f.unscoped.length > 0);
  const more = wide.filter((f) => f.doubt === undefined).length;
  const perhaps = wide.length - more;
  const less = functions.filter((f) => f.missing.length > 0).length;
  const open = functions.filter((f) => !f.complete).length;
  const { templates } = view.coverage;
  const parts = [
    ...(isWriting ? ['before writing'] : []),
    `${toCount(functions.length, 'function')}${templates === 0 ? '' : ` in ${toCount(templates, 'template')}`}`,
    ...(more > 0 ? [`${more} may do more than ${more === 1 ? 'it needs' : 'they need'}`] : []),
    ...(perhaps > 0 ? [`${perhaps} may do more than ${perhaps === 1 ? 'it is' : 'they are'} known to need`] : []),
    ...(less > 0 ? [`${less} may do less`] : []),
    ...(open > 0 ? [`${open} not fully known`] : []),
  ];
  // A placeholder without spaces: the folder's name may have some, and is not broken up.
  const lead = `${'_'.repeat(title.length)}:`;
  const text = wrap(`${lead} ${parts.join(', ')}`, width);
  return `${style.bold(toLine(title))}${text.slice(title.length)}\n`;
}

function printRest(rest: readonly FunctionPermissions[], { width }: PermissionsContext): string {
  const names = rest.map((f) => f.function.id).join(', ');
  return `${wrap(`and ${rest.length} more with differences (\`--verbose\`): ${names}`, width)}\n`;
}

/** Only where there is something to write: nothing is taken from a function that may need more than is known. */
function printFoot({ coverage, functions }: PermissionsView, context: PermissionsContext): string {
  const { style, width, isWriting } = context;
  const mends = functions.some(
    (f) => f.missing.length > 0 || (f.doubt === undefined && f.excess.length + f.unscoped.length > 0),
  );
  if (isWriting || coverage.templates === 0 || !mends) return '';
  const text = wrap('`sallyport permissions --write` puts these policies into the templates', width);
  return `${style.dim(text)}\n`;
}
