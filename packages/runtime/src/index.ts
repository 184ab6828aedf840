export { EventError } from './errors.ts';
