import { expect } from 'chai';
import { parseGetinfo, ProtocolError } from '../../app/protocol';

const NOTHING = {
  args: [],
  rawArgs: [],
  preview: false,
  command: undefined,
  app: undefined,
  owner: undefined,
  username: undefined,
  sid: undefined,
  search: undefined,
  sessionKey: undefined,
  splunkdUri: undefined,
  splunkVersion: undefined,
  dispatchDir: undefined,
  earliestTime: undefined,
  latestTime: undefined,
  maxResultRows: undefined,
};

describe('a getinfo request', () => {
  it('tells everything about the search', () => {
    const request = {
      action: 'getinfo',
      preview: true,
      streaming_command_will_restart: false,
      searchinfo: {
        args: ['baseline=csv', 'a b'],
        raw_args: ['baseline=csv', '"a b"'],
        command: 'crossaccount',
        app: 'search',
        owner: 'admin',
        username: 'admin',
        sid: '1732000000.1',
        search: 'search%20index%3Daws',
        session_key: 'x',
        splunkd_uri: 'https://127.0.0.1:8089',
        splunk_version: '9.3.2',
        dispatch_dir: '/opt/splunk/var/run/splunk/dispatch/1732000000.1',
        earliest_time: '0',
        latest_time: '0',
        maxresultrows: '50000',
      },
    };
    expect(parseGetinfo(Buffer.from(JSON.stringify(request)))).to.deep.equal({
      args: ['baseline=csv', 'a b'],
      rawArgs: ['baseline=csv', '"a b"'],
      preview: true,
      command: 'crossaccount',
      app: 'search',
      owner: 'admin',
      username: 'admin',
      sid: '1732000000.1',
      search: 'search%20index%3Daws',
      sessionKey: 'x',
      splunkdUri: 'https://127.0.0.1:8089',
      splunkVersion: '9.3.2',
      dispatchDir: '/opt/splunk/var/run/splunk/dispatch/1732000000.1',
      earliestTime: '0',
      latestTime: '0',
      maxResultRows: '50000',
    });
  });

  it('may hold numbers where splunkd sends strings', () => {
    const metadata =
      '{"action":"getinfo","preview":0,"searchinfo":{"args":[5],"earliest_time":1599084000.5,"maxresultrows":50000}}';
    expect(parseGetinfo(Buffer.from(metadata))).to.deep.equal({
      ...NOTHING,
      args: ['5'],
      earliestTime: '1599084000.5',
      maxResultRows: '50000',
    });
  });

  it('may lack its dispatch directory, its arguments, all of searchinfo', () => {
    for (const metadata of [
      '{"action":"getinfo"}',
      '{"action":"getinfo","searchinfo":null}',
      '{"action":"getinfo","searchinfo":{"args":null,"raw_args":{}}}',
      '{"action":"getinfo","__proto__":{"searchinfo":{"app":"x"}},"searchinfo":{"constructor":"y"}}',
    ]) {
      expect(parseGetinfo(Buffer.from(metadata)), metadata).to.deep.equal(NOTHING);
    }
  });

  it('that is none is an error that quotes it', () => {
    const cases = {
      '': 'Expected a JSON object as the metadata of a message but got "".',
      '[]': 'Expected a JSON object as the metadata of a message but got "[]".',
      '{"action"': 'Expected a JSON object as the metadata of a message but got "{\\"action\\"".',
      '{}': 'Expected the action getinfo first but got null.',
      '{"action":"execute"}': 'Expected the action getinfo first but got "execute".',
    };
    for (const [metadata, message] of Object.entries(cases)) {
      expect(() => parseGetinfo(Buffer.from(metadata)), metadata).to.throw(ProtocolError, message);
    }
  });
});
