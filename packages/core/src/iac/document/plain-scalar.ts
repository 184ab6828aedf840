const INTEGER = /^[-+]?(?:0|[1-9][0-9]*)$/;
const BASED = /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$/;

/**
 * What an unquoted scalar means under the YAML 1.2 core schema. Two departures keep an author's text: a number with
 * leading zeros is text (an account id), and so is one that a double cannot hold.
 */
export function readPlainScalar(text: string): string | number | boolean | null {
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    default:
      return readNumber(text);
  }
}

function readNumber(text: string): string | number {
  const first = text.charCodeAt(0);
  const canStart = (first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46;
  if (!canStart) return text;
  if (INTEGER.test(text) || BASED.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : text;
  }
  if (!FLOAT.test(text)) return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
