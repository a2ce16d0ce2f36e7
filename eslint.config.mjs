import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Which rooms a room may import from; the arrows of the house run one way. */
const arrows = {
  cloudtrail: [],
  trust: [],
  baseline: ['cloudtrail', 'trust'],
  origin: ['cloudtrail'],
  protocol: [],
  splunk: [],
  command: ['cloudtrail', 'trust', 'baseline', 'origin', 'protocol', 'splunk'],
  spl: ['protocol'],
  content: ['spl', 'baseline'],
  simulator: [],
  // cloudtrail for the time of a record, which says on which day it is replayed
  workbench: ['spl', 'content', 'splunk', 'simulator', 'protocol', 'baseline', 'cloudtrail'],
};

const rooms = Object.entries(arrows).map(([room, allowed]) => ({
  files: [`app/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.keys(arrows)
          .filter((other) => other !== room && !allowed.includes(other))
          .map((other) => ({
            regex: `(^|/)${other}(/|$)`,
            message: `app/${room} must not import app/${other}: arrows run one way.`,
          })),
      },
    ],
  },
}));

export default tseslint.config(
  // AssemblyScript is no TypeScript; its compiler checks it, and writes the file beside it.
  { ignores: ['app/cloudtrail/walker/core/walk.ts', 'app/cloudtrail/walker/core/bytes.js'] },
  // The page's sources need the types of their own workspace, which not every machine has: `npm run types:page` checks them.
  { ignores: ['build/', 'dist/', 'node_modules/', '.cache/', 'work/', 'dashboards/src/', 'dashboards/node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A test that finds nothing where it looks fails all the same.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // chai asserts by properties: `to.be.empty`.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } },
  },
  ...rooms,
  prettier,
);
