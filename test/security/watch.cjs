// Loaded before the command: tells on standard error of every connection, name that is looked up, and program that is started.
'use strict';
const { writeSync } = require('node:fs');
const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const { Socket } = require('node:net');

function watch(owner, name, describe) {
  const original = owner[name];
  owner[name] = function (...args) {
    writeSync(2, `${describe(...args)}\n`);
    return original.apply(this, args);
  };
}

watch(Socket.prototype, 'connect', (options) => {
  const [{ host, port, path }] = Array.isArray(options) ? options : [options];
  return `connects to ${host ?? path}:${port}`;
});
watch(dns, 'lookup', (host) => `looks up ${host}`);
watch(dgram, 'createSocket', () => 'opens a datagram socket');
for (const name of ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync']) {
  watch(childProcess, name, (program) => `starts ${program}`);
}
