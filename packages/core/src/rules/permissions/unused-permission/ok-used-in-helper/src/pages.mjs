import { store } from './store.mjs';

export const pages = { remove: (path) => store('delete', path) };
