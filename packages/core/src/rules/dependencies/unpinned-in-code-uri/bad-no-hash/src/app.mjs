import 'left-pad';
import 'dayjs';

export const handler = async () => 1;
