import { list } from './store.mjs';

export const handler = async () => list();
