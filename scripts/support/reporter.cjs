'use strict';
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/**
 * Mocha's reporter for `npm test`: prints failures as mocha does and nothing else, and writes the counts, and the name of
 * each test that was skipped, as JSON to the file of the reporter option `output`.
 */
module.exports = class Counting extends reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on('pending', (test) => skipped.push(test.fullTitle()));
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      if (failures > 0) this.epilogue();
      writeFileSync(options.reporterOptions.output, JSON.stringify({ passed: passes, failed: failures, skipped }));
    });
  }
};
