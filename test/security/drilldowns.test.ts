import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { appFolder } from '../packaging/built';
import { builtConf } from '../packaging/confs';
import { assume, STRANGER, targetCopy } from '../detections/records';
import { build, DAY, TODAY, World } from '../detections/world';

/** An attacker writes the names of roles and sessions; where one of them came into SPL as it stands, it would be SPL. */
const hostile = 'x" | outputlookup crossaccount_accounts | search y="$finding_id$';

const token = /\$(!?[A-Za-z_@][\w.@]*)(?:\|([a-z]))?\$/g;

interface Token {
  readonly name: string;
  readonly filter: string | undefined;
  /** What it stands in, and where. */
  readonly text: string;
  readonly at: number;
}

const tokensIn = (texts: readonly string[]): Token[] =>
  texts.flatMap((text) =>
    [...text.matchAll(token)].map(({ 1: name = '', 2: filter, index: at }) => ({ name, filter, text, at })),
  );

/** Every string in some JSON that stands under this key. */
function stringsUnder(key: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([at, inner]) =>
    at === key && typeof inner === 'string' ? [inner] : stringsUnder(key, inner),
  );
}

/** The definitions of the app's views, as Dashboard Studio reads them. */
function views(): unknown[] {
  const folder = path.join(appFolder, 'default/data/ui/views');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.map((name): unknown => {
    const [, definition = ''] = /<!\[CDATA\[(.*)\]\]>/s.exec(readFileSync(path.join(folder, name), 'utf8')) ?? [];
    return JSON.parse(definition);
  });
}

describe('what a finding leads to', function () {
  this.timeout(120_000);
  before(build);

  it('is asked by the id of the finding, the one token in its searches', () => {
    const searches = [...builtConf('default/savedsearches.conf').values()].flatMap((settings) =>
      [...settings].filter(([key]) => key.includes('drilldown')).map(([, value]) => value),
    );
    const spl = searches.flatMap((search) => stringsUnder('search', JSON.parse(search)));
    expect(spl).to.not.be.empty;
    expect([...new Set(tokensIn(spl).map(({ name }) => name))]).to.deep.equal(['finding_id']);
  });

  it('has an id of hexadecimal digits, whatever the caller, the role and the session are called', async () => {
    const world = new World();
    try {
      const time = new Date((TODAY + 3600) * 1000).toISOString().replace('.000Z', 'Z');
      world.add([
        targetCopy(assume(time), {
          userIdentity: { type: 'AWSAccount', principalId: `AROAEXAMPLE:${hostile}`, accountId: STRANGER },
          requestParameters: { roleArn: `arn:aws:iam::111122223333:role/${hostile}`, roleSessionName: hostile },
        }),
      ]);
      const findings = await world.hunt('aws detect sts assume role abuse', [TODAY, TODAY + DAY]);
      expect(findings.map(({ xa_target }) => xa_target)).to.deep.equal([`arn:aws:iam::111122223333:role/${hostile}`]);
      expect(findings[0]?.finding_id).to.match(/^[0-9a-f]{64}$/);
    } finally {
      world.end();
    }
  });
});

describe('what a field of an event leads to', () => {
  before(build);

  it('is a view of this app, whose address holds values encoded', () => {
    const addresses = [...builtConf('default/workflow_actions.conf').values()].map(
      (action) => action.get('link.uri') ?? '',
    );
    expect(addresses.filter((address) => !address.startsWith('/app/aws_cross_account_activity/'))).to.deep.equal([]);
    // `$!field$` is the value as it stands (workflow_actions.conf).
    expect(tokensIn(addresses).filter(({ name }) => name.startsWith('!'))).to.deep.equal([]);
  });
});

describe('what a click in a view leads to', () => {
  before(build);

  it('is an address of this app', () => {
    const addresses = views().flatMap((view) => stringsUnder('url', view));
    expect(addresses.filter((address) => !address.startsWith('/app/aws_cross_account_activity/'))).to.deep.equal([]);
  });

  it('has every token in its address encoded', () => {
    const addresses = views().flatMap((view) => stringsUnder('url', view));
    expect(tokensIn(addresses).filter(({ filter }) => filter !== 'u')).to.deep.equal([]);
  });

  it('is SPL that a search made, or a number in it: no name comes into the SPL of an address', () => {
    const asked = views()
      .flatMap((view) => stringsUnder('url', view))
      .flatMap((address) => /\/search\?q=([^&]*)/.exec(address)?.[1] ?? []);
    // What a search makes harmless before a click can take it: a hash, letters and digits, an encoded value.
    const harmless = new Map([
      ['row._key.value', 'eval _key=key'],
      ['row._event.value', 'eval _event=replace(event, "[^A-Za-z0-9-]", "")'],
      ['row._network.value', 'eval _network=`crossaccount_argument(xa_network)`'],
    ]);
    const numbers = /^row\.(_time|score|days_ago)\.value$/;
    const searches = views().flatMap((view) => stringsUnder('query', view));
    const isMade = (name: string): boolean => {
      const making = harmless.get(name);
      return making !== undefined && searches.some((search) => search.includes(making));
    };
    const odd = tokensIn(asked).filter(
      ({ name, text }) =>
        !numbers.test(name) && !isMade(name) && !(name === 'row._spl.value' && text === '$row._spl.value|u$'),
    );
    expect(odd).to.deep.equal([]);
  });

  it('is told to searches in quotes', () => {
    const searches = views().flatMap((view) => stringsUnder('query', view));
    const told = tokensIn(searches);
    expect(told).to.not.be.empty;
    const odd = told.filter(({ filter, text, at }) => filter !== 's' && !(filter === 'u' && isQuoted(text, at)));
    expect(odd.map(({ name, text }) => [name, text])).to.deep.equal([]);
  });
});

/** Whether a place in SPL is within double quotes: there a value that is encoded for an address, so without quotes, is text. */
function isQuoted(spl: string, at: number): boolean {
  return [...spl.slice(0, at).replace(/\\./g, '').matchAll(/"/g)].length % 2 === 1;
}
