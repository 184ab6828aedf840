import { guard } from '@sallyport/runtime';
import { anySource } from '@sallyport/runtime/events';

export const handler = guard(async () => undefined, { source: anySource });
