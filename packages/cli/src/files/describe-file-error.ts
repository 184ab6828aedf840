/** What a person is told, by the codes of the operating system. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it is not permitted',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is no folder',
  EPERM: 'it is not permitted',
  EROFS: 'the disk is read-only',
};

/** Why a file could not be read or written, without the words of the system call; of another error, its message. */
export function describeFileError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && Object.hasOwn(REASONS, code) ? (REASONS[code] ?? error.message) : error.message;
}
