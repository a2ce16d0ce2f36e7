import { expect } from 'chai';
import { failure } from '../commands/running';
import { engineWith } from './running';

const context = '| rest /services/authentication/current-context splunk_server=local';
const files = {
  'default/savedsearches.conf': '[a]\nsearch = index=x\ndisabled = 1\n[b]\nsearch = index=y\n',
  'local/savedsearches.conf': '[b]\nsearch = index=z\n',
};

describe('rest', () => {
  it('tells who runs the search', async () => {
    expect(await engineWith([], {}, 'alice').run(context)).to.deep.equal([{ username: 'alice' }]);
  });

  it('does not make up a user', async () => {
    expect((await failure(engineWith().run(context))).message).to.contain(
      'rest cannot tell who runs this search: it was started for nobody',
    );
  });

  it("lists the app's saved searches as local/ over default/ leaves them", async () => {
    const { run } = engineWith([], files);
    expect(await run('| rest /servicesNS/-/test_app/saved/searches splunk_server=local')).to.deep.equal([
      { title: 'a', search: 'index=x', disabled: '1', 'eai:acl.app': 'test_app' },
      { title: 'b', search: 'index=z', disabled: '0', 'eai:acl.app': 'test_app' },
    ]);
  });

  it('knows no other endpoint, and asks no indexers', async () => {
    const { run } = engineWith([], {}, 'alice');
    expect((await failure(run('| rest /services/server/info splunk_server=local'))).message).to.contain(
      'rest has no endpoint "/services/server/info" here; it has /services/authentication/current-context and',
    );
    expect((await failure(run('| rest /services/authentication/current-context'))).message).to.contain(
      'rest needs splunk_server=local',
    );
    expect((await failure(run('| rest splunk_server=local'))).message).to.contain('rest needs an endpoint');
  });
});
