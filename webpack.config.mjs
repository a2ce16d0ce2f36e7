import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Two bundles: the search command, which the app ships, and the workbench, which `npm start` runs. Both are CommonJS, since
 * no package.json stands beside them on Splunk; unminified, so that an admin can read what splunkd starts; and free of
 * timestamps and of paths of the machine that built them.
 */
export default {
  mode: 'production',
  target: 'node20',
  context: root,
  entry: {
    'crossaccount.bundle': './bin/crossaccount.ts',
    workbench: './bin/workbench.ts',
  },
  output: { path: `${root}build`, filename: '[name].js', pathinfo: false },
  devtool: false,
  optimization: { minimize: false, moduleIds: 'deterministic', chunkIds: 'deterministic' },
  performance: { hints: false },
  infrastructureLogging: { level: 'error' },
  node: false,
  // Packages are named by where they are asked for, so that a node_modules that is a link gives the same bytes.
  resolve: { extensions: ['.ts', '.js'], symlinks: false },
  // So are loaders: modules stand in the order of their names, which begin with the loader's.
  resolveLoader: { symlinks: false },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: 'ts-loader',
        options: { transpileOnly: true, compilerOptions: { noEmit: false }, onlyCompileBundledFiles: true },
      },
    ],
  },
  plugins: [
    // The transport that splunk-sdk would take by itself: it verifies no certificate. Ours is handed in.
    new webpack.IgnorePlugin({ resourceRegExp: /platform\/node\/node_http$/, contextRegExp: /splunk-sdk/ }),
    // A module's own place is known when it runs, not when it is bundled.
    new webpack.DefinePlugin({
      'import.meta.url': "require('node:url').pathToFileURL(__filename).href",
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    }),
  ],
};
