import { negate, type ConditionOperator } from './operator.ts';
import { ipAddress } from './ip-address.ts';

export const notIpAddress: ConditionOperator = negate('NotIpAddress', ipAddress);
