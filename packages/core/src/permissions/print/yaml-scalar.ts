/** A string as YAML holds it on one line: plain where that reads back as the same string, else in quotes. */
export function toYamlScalar(text: string, quote: "'" | '"', context: 'block' | 'flow'): string {
  return isPlain(text, context) ? text : toQuoted(text, quote);
}

/** A string in quotes; characters that single quotes cannot hold take double quotes. */
export function toQuoted(text: string, quote: "'" | '"'): string {
  // oxlint-disable-next-line no-control-regex -- line breaks and control characters need escapes
  if (quote === '"' || /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return JSON.stringify(text);
  return `'${text.replaceAll("'", "''")}'`;
}

/** Words that YAML 1.1 readers (CloudFormation is one) take for something other than a string. */
const SPECIAL = /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.?(?:inf|nan)|=|<<)$/i;
const NUMBER_OR_DATE = /^[-+]?[.\d][\d_,.:eExXoOa-fA-F+-]*$/;

function isPlain(text: string, context: 'block' | 'flow'): boolean {
  if (text === '' || text.trim() !== text || SPECIAL.test(text) || NUMBER_OR_DATE.test(text)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) || /: |:$| #|[\r\n\t]/.test(text)) return false;
  return context === 'block' || !/[,[\]{}]/.test(text);
}
