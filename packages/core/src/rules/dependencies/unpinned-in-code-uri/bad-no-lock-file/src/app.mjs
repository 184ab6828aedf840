import 'left-pad';

export const handler = (event) => event.id;
