import type { Pep440 } from './pep440.ts';

/** The normal form. */
export function formatPep440(version: Pep440): string {
  const { epoch, release, phase, phaseNumber, post, dev, local } = version;
  return [
    epoch > 0 ? `${epoch}!` : '',
    release.join('.'),
    phase === 'dev' || phase === 'final' ? '' : `${phase}${phaseNumber}`,
    post >= 0 ? `.post${post}` : '',
    dev === Infinity ? '' : `.dev${dev}`,
    local.length > 0 ? `+${local.join('.')}` : '',
  ].join('');
}
