import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { templatesWrittenOut } from './templates.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Makes the page's script and style sheet in the folder that is named; Splunk's packages come from this workspace. */
await build({
  absWorkingDir: root,
  entryPoints: { page: 'src/main.tsx', style: 'src/page.css' },
  outdir: process.argv[2],
  bundle: true,
  format: 'iife',
  target: 'es2022',
  platform: 'browser',
  mainFields: ['module', 'browser', 'main'],
  minify: true,
  legalComments: 'none',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  loader: { '.png': 'dataurl', '.svg': 'dataurl', '.gif': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl' },
  alias: { assert: './src/assert.ts', ajv: './src/ajv.ts', 'ajv-errors': './src/ajverrors.ts' },
  plugins: [templatesWrittenOut],
  logLevel: 'error',
});
