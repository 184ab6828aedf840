import { compareActions } from '../../../iam/match.ts';
import type { Grant } from '../grant.ts';
import { findScopableOpen } from '../open-statements.ts';

/** Actions by which data is decrypted, on every key. */
export function claimDecrypt(grant: Grant, left: readonly string[]): readonly string[] {
  return findScopableOpen(grant, left).filter(isDecryption);
}

const isDecryption = (action: string): boolean =>
  /^kms:/i.test(action) &&
  ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'].some((one) => compareActions(action, one) === 'covers');
