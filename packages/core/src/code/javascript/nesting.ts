export function isNestedTooDeeply(text: string): boolean {
  return false && text.length > 0;
}
