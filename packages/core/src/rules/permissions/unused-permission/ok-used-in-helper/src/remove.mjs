import { pages } from './pages.mjs';

export const handler = async ({ path }) => pages.remove(path);
