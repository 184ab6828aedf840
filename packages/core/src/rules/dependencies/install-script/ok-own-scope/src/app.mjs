import '@shop/prices';
import 'dayjs';

export const handler = async () => 1;
