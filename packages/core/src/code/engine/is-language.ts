/** Whether a module is part of the language: base classes out of it call nothing but what is written in them. */
export const isLanguage = (module: string): boolean =>
  /^(?:builtins|abc|enum|typing|typing_extensions|collections|global)$/.test(module);
