import { EventError } from '../../../errors.ts';
import type { Refusal } from '../source.ts';

/** Says which field and why, and never what was in it. */
export function toRefusal({ code, path }: EventError): Refusal {
  return {
    statusCode: /LARGE|BOMB/.test(code) ? 413 : code === WRONG_TYPE ? 415 : 400,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ error: code, field: path }),
    isBase64Encoded: false,
  };
}

const WRONG_TYPE = 'ERR_EVENT_MEDIA_TYPE';

/** JSON by any of its names (RFC 6839, 3.1). */
const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** A body that is declared as something else than JSON is not read as JSON. */
export function requireJson({ headers, multiValueHeaders }: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries({ ...(multiValueHeaders as object), ...(headers as object) })) {
    if (name.toLowerCase() !== 'content-type') continue;
    if (!JSON_TYPE.test(String(value))) throw new EventError(WRONG_TYPE, 'headers.content-type');
  }
}
