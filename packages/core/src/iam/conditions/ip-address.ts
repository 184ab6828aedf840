import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';
import { parseAddress, parseAddressRange } from './parse-address.ts';

/** An address in a block. An address of one version is in no block of the other. */
export const ipAddress: ConditionOperator = {
  name: 'IpAddress',
  family: 'ip',
  isNegated: false,
  hasWildcards: false,
  fits: (have, want) => {
    const address = parseAddress(have);
    const range = parseAddressRange(toExactText(want) ?? '');
    if (address === undefined || range === undefined || address.version !== range.version) return false;
    return address.value >= range.first && address.value <= range.last;
  },
};
