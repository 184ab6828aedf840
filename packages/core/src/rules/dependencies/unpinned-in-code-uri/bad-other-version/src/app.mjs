import 'left-pad';

export const handler = async () => 1;
