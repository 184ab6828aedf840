/** Files to write, by their path from the root; a registry comes back with its new line. */
export type Scaffold = ReadonlyMap<string, string>;

/** Makes the files of one new thing. `read` gives the text of a file that exists. */
export type CreateScaffold = (name: string, read: (path: string) => string) => Scaffold;
