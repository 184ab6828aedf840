// INVARIANT: nothing is imported here, so bundlers put the numbers where they are used.

/** Longer values of a parameter are refused without a policy: a token of AWS in a signed URL has some two thousand characters. */
export const MAX_QUERY_VALUE_LENGTH = 4096;

/** The longest URL that any of the sources passes on, and some. */
export const MAX_QUERY = 64 * 1024;

/** More parameters than parsers of query strings read by default. */
export const MAX_PARAMETERS = 1000;

/** The longest URL that a load balancer passes on, and longer than API Gateway's (Elastic Load Balancing quotas). */
export const MAX_PATH = 16 * 1024;

/** The longest name of the DNS. */
export const MAX_HOST = 255;

/** Headers: more than any of the sources passes on; the load balancer's limit is 64 KB (Elastic Load Balancing quotas). */
export const MAX_CHARACTERS = 64 * 1024;

/** Headers: the longest name. */
export const MAX_NAME = 256;

/** Headers: more than any client sends. */
export const MAX_COUNT = 512;

/** Headers: longer values are not kept from one request to the next. */
export const MAX_KEPT = 128;

/** Places of decisive headers. */
export const TYPE = 3;
export const HOST = 4;
export const FORWARDED_HOST = 5;
export const METHOD = 6;
export const URL_PATH = 7;
export const FORWARDED = 8;
/** No header of its own: the host where it is said once more. */
export const OTHER_HOST = 9;
