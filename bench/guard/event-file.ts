import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../../packages/runtime/test/events/fixtures');

/**
 * The file of an event of a source, whole as AWS sends it where the other parser knows the source (it takes no less), else the small one
 * of the tests.
 */
export function toEventFile(name: string): string {
  const whole = join(import.meta.dirname, `events/${name}.json`);
  return existsSync(whole) ? whole : join(FIXTURES, `${name}.json`);
}
