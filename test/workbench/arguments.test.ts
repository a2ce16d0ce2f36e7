import { expect } from 'chai';
import { parseArguments } from '../../app/workbench/arguments';

describe('The command line', () => {
  it('hunts for everything in a table when nothing is said', () => {
    expect(parseArguments([])).to.deep.equal({
      run: {
        paths: [],
        explain: undefined,
        format: 'table',
        out: undefined,
        work: undefined,
        detections: undefined,
        earliest: 0,
        latest: Infinity,
        learning: 'auto',
        quiet: false,
        page: true,
        port: 0,
      },
    });
  });

  it('takes paths and options in any order', () => {
    const words = ['a.json', '--format=json', '--out', 'f', 'b', '--work', 'w', '--quiet', '--learning', '7d'];
    const more = [
      '--earliest',
      '2026-03-01',
      '--latest',
      '2026-03-02T12:30:00Z',
      '--detections',
      'Role-Creation, aws detect sts assume role abuse',
    ];
    expect(parseArguments([...words, ...more])).to.deep.equal({
      run: {
        paths: ['a.json', 'b'],
        explain: undefined,
        format: 'json',
        out: 'f',
        work: 'w',
        detections: ['Role-Creation', 'aws detect sts assume role abuse'],
        earliest: 1772323200,
        latest: 1772454600,
        learning: 7,
        quiet: true,
        page: true,
        port: 0,
      },
    });
  });

  it('takes the finding to explain before the paths', () => {
    const asked = parseArguments(['explain', '0123abcd', 'a.json', '--quiet']);
    expect(asked).to.have.nested.property('run.explain', '0123abcd');
    expect(asked).to.have.deep.nested.property('run.paths', ['a.json']);
  });

  it('shows help and version, whatever else is said', () => {
    expect(parseArguments(['x', '--help'])).to.deep.equal({ show: 'help' });
    expect(parseArguments(['-h'])).to.deep.equal({ show: 'help' });
    expect(parseArguments(['--version'])).to.deep.equal({ show: 'version' });
  });

  const wrong: [string[], string][] = [
    [
      ['--fromat', 'json'],
      'There is no option --fromat; there are --format, --out, --work, --detections, --earliest, --latest, --learning, --quiet, --no-page, --port, --help, --version.',
    ],
    [['--format', 'xml'], '--format xml is none of table, json, csv.'],
    [['--earliest', 'yesterday'], '--earliest yesterday is no date such as 2026-03-01 or 2026-03-01T14:30:00Z (UTC).'],
    [['--latest', '2026-02-30'], '--latest 2026-02-30 is no date such as 2026-03-01 or 2026-03-01T14:30:00Z (UTC).'],
    [
      ['--earliest', '2026-03-02', '--latest', '2026-03-02'],
      '--earliest 2026-03-02 does not lie before --latest 2026-03-02.',
    ],
    [['--learning', 'two weeks'], '--learning two weeks is neither auto nor a number of days such as 14.'],
    [['--learning', '-3'], '--learning needs a value; see --help.'],
    [['--detections', ''], '--detections is empty; name some or leave it out for all.'],
    [['--out', ''], '--out is empty; give it a path.'],
    [['--quiet=yes'], "Option '--quiet' does not take an argument."],
    [['--work'], '--work needs a value; see --help.'],
  ];
  for (const [words, sentence] of wrong) {
    it(`answers ${words.join(' ')} with one sentence`, () => {
      expect(parseArguments(words)).to.deep.equal({ wrong: sentence });
    });
  }
});
