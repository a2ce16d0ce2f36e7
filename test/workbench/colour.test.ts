import { expect } from 'chai';
import { wantsColour } from '../../app/workbench/colour';

describe('Colours', () => {
  const cases: [boolean, Record<string, string>, boolean][] = [
    [true, {}, true],
    [false, {}, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [false, { FORCE_COLOR: '' }, false],
  ];
  for (const [terminal, environment, wanted] of cases) {
    it(`are ${wanted ? 'used' : 'left out'} ${terminal ? 'on a terminal' : 'elsewhere'} with ${JSON.stringify(environment)}`, () => {
      expect(wantsColour(terminal, environment)).to.equal(wanted);
    });
  }
});
