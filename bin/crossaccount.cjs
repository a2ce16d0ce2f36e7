/* global process, Buffer */
'use strict';
// What splunkd's launcher starts. In the oldest JavaScript on purpose: a Node.js that is too old cannot even read the bundle,
// and the person at the search bar should be told so. The answer is a getinfo reply, the only thing splunkd shows.
var major = Number(process.versions.node.split('.')[0]);
if (major >= 20) {
  require('./crossaccount.bundle.js');
} else {
  var text =
    'crossaccount needs Node.js 20 or newer and found ' +
    process.versions.node +
    ': set CROSSACCOUNT_NODE in splunk-launch.conf to the path of a newer one and restart Splunk.';
  var metadata = JSON.stringify({ type: 'stateful', finished: true, inspector: { messages: [['ERROR', text]] } });
  process.stdout.write('chunked 1.0,' + Buffer.byteLength(metadata) + ',0\n' + metadata);
  process.exitCode = 1;
}
