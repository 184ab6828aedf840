import { describe, expect, expectTypeOf, it } from 'vitest';
import { EventError, fields, guard } from '@sallyport/runtime';
import { anySource, direct, identify } from '@sallyport/runtime/events';
import { context } from '../samples.ts';
import { readGenuine, setAt } from './genuine.ts';
import { hostileEvents } from './hostile.ts';

describe('an event that is sent directly', () => {
  it('is taken for what it is where the function says so, and for nothing elsewhere', async () => {
    const event = readGenuine('direct');
    expect(direct.parse(event)).toBe(event);
    expect(identify(event)).toBeUndefined();
    await expect(guard(() => 1, { source: anySource })(event, context)).rejects.toMatchObject({
      code: 'ERR_EVENT_UNKNOWN_SOURCE',
    });
  });

  it.each(hostileEvents.direct ?? [])('is refused: $why', ({ set, policy, code }) => {
    const event = readGenuine('direct');
    for (const [path, value] of Object.entries(set)) setAt(event, path, value);
    expect(() => direct.parse(event, policy)).toThrow(expect.objectContaining({ code }));
  });

  it.each([[undefined], [null], ['text'], [17], [[{}]]])('is refused where it is no object: %j', (event) => {
    expect(() => direct.parse(event)).toThrow(EventError);
  });

  it('is what its schema says, all of it', async () => {
    const body = fields({ order_id: 'string', quantity: 'integer >= 1' });
    const handler = guard(
      (event) => {
        expectTypeOf(event.quantity).toEqualTypeOf<number>();
        return event;
      },
      { source: direct, body },
    );
    expect(await handler({ order_id: 'o', quantity: 2 }, context)).toEqual({ order_id: 'o', quantity: 2 });
    await expect(handler({ order_id: 'secret', quantity: 0 }, context)).rejects.toMatchObject({
      code: 'ERR_EVENT_BODY',
      path: 'quantity',
    });
    await expect(handler({ quantity: 1 }, context)).rejects.toMatchObject({ path: 'order_id' });
  });
});
