/** The WebAssembly that `walk.ts` is compiled to, as base64; the build writes it. */
export declare const CORE: string;
