const COMMIT = /^[0-9a-f]{7,64}$/;
const GIT_HOSTS =
  /^(?:git\+)?(?:https?|ssh|git)?:?\/{0,2}(?:[^@/]{1,256}@)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/;
const SHORTHAND = /^(?:github|gitlab|bitbucket|gist):/;
const ARCHIVE = /\.(?:tgz|tar\.gz|zip)$/;

/** The commit that a git address names, in the ways in which npm, yarn, pnpm and bun write it. */
export function findCommit(address: string): string | undefined {
  const [before, fragment] = splitOnce(address, '#');
  if (fragment !== undefined && isGit(before)) {
    return fragment
      .split('&')
      .map((part) => part.replace(/^commit[=:]/, ''))
      .find((part) => COMMIT.test(part));
  }
  const tail =
    /^https:\/\/codeload\.github\.com\/[^/]+\/[^/]+\/tar\.gz\/([^/?]+)$/.exec(before)?.[1] ??
    /[?&](?:ref|sha)=([^&]+)$/.exec(before)?.[1];
  return tail !== undefined && COMMIT.test(tail) ? tail : undefined;
}

/** Whether an address is that of a git repository; an archive on a git host is not. */
export function isGit(address: string): boolean {
  const [place] = splitOnce(address, '#');
  if (ARCHIVE.test(place)) return false;
  if (/^(?:git(?:\+[a-z]+)?|ssh):/.test(place) || SHORTHAND.test(place) || place.startsWith('git@')) return true;
  return place.endsWith('.git') || GIT_HOSTS.test(place);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
