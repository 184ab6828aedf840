import knex from 'knex';

const db = knex({ client: 'postgres' });
export const handler = async () => db('orders');
