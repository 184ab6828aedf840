/** Whether a text has this MD5, in hexadecimal digits: a checksum against damage, which is no proof of origin. */
export function hasDigest(text: string, digest: string): boolean {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('md5').update(text).digest('hex') === digest.toLowerCase();
}
