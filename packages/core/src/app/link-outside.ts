/** What is said of a link, most often of a folder, that is not followed: what it leads to is not of the application that was given. */
export const LINK_OUTSIDE = {
  code: 'link-outside',
  severity: 'warning',
  message:
    'it is a link that leads out of the scanned folder, and is not followed: scan the folder that holds both to read it',
} as const;
