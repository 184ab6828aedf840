export { handler } from './inner.mjs';
