export { toText } from './app/expression.ts';
export { describeExcess, type AccessPhrase } from './permissions/describe-excess.ts';
