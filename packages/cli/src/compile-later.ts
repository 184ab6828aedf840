import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function runs before V8 thinks of compiling it for speed: four times as many as by itself. */
const INTERRUPT_BUDGET = 270_336;

/**
 * Lets V8 compile a function for speed a little later. A command runs for a few tenths of a second, and on Node 20 up to a third of it went
 * into compiling functions whose work was nearly done: docs/decisions/0014-compiled-later.md. Later versions decide better by themselves.
 */
export function compileLater(): void {
  if (!process.versions.v8.startsWith('11.')) return;
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
  // The same for WebAssembly, by which Python is parsed: later versions wait this long by themselves.
  setFlagsFromString('--wasm-tiering-budget=13000000');
}
