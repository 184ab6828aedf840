/** A name in a sentence; what does not fit is left out visibly. */
export const shorten = (name: string, most = 48): string => (name.length > most ? `${name.slice(0, most - 1)}…` : name);
