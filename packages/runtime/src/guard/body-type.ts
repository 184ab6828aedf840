type Put<T, K extends keyof T, V> = Omit<T, K> & { readonly [Key in K]: V };

/** One record of a batch whose content has become `B`. */
type RecordWith<R, B> = R extends { kinesis: infer K extends { data: unknown } }
  ? Put<R, 'kinesis', Put<K, 'data', B>>
  : R extends { Sns: infer S extends { Message: unknown } }
    ? Put<R, 'Sns', Put<S, 'Message', B>>
    : R extends { body: unknown }
      ? Put<R, 'body', B>
      : R extends { data: unknown }
        ? Put<R, 'data', B>
        : R extends { value?: unknown }
          ? Put<R, 'value', B>
          : R;

/** An event as the handler gets it: with what the schema made of its body, message, data or detail, where there is a schema. */
export type WithBody<E, B> = [B] extends [never]
  ? E
  : // Only what is sent directly may be any object.
    string extends keyof E
    ? B
    : E extends { Records: (infer R)[] }
      ? Put<E, 'Records', RecordWith<R, B>[]>
      : E extends { records: (infer R)[] }
        ? Put<E, 'records', RecordWith<R, B>[]>
        : E extends { records: Record<string, (infer R)[]> }
          ? Put<E, 'records', Record<string, RecordWith<R, B>[]>>
          : E extends { messages: (infer R)[] }
            ? Put<E, 'messages', RecordWith<R, B>[]>
            : E extends { rmqMessagesByQueue: Record<string, (infer R)[]> }
              ? Put<E, 'rmqMessagesByQueue', Record<string, RecordWith<R, B>[]>>
              : E extends { detail: unknown }
                ? Put<E, 'detail', B>
                : E extends { body?: unknown }
                  ? Omit<E, 'body'> & { readonly body: B }
                  : E;
