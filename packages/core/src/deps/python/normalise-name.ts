/** A project's name as indexes compare it (https://peps.python.org/pep-0503/#normalized-names). */
export function normaliseName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}
