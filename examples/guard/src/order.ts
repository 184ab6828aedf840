import { fields } from '@sallyport/runtime';

/** What an order must have; over HTTP and from the queue alike. */
export const order = fields({ user_id: 'string', product_id: 'string', quantity: 'integer >= 1' });
