import leftPad from 'left-pad';

export const handler = (event) => leftPad(event.id, 8);
