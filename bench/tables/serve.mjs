import path from 'node:path';
import { collectionsIn, readApp } from '../../app/spl/index.ts';
import { documentsOf, serveKvStore } from '../../app/workbench/kvstore/index.ts';

// Serves the tables of a folder as the local run does, until its input ends: node --import tsx serve.mjs APP FOLDER
const [folder, tables] = process.argv.slice(2);
const app = readApp(folder);
const collections = collectionsIn(path.resolve(tables));
const fieldsOf = (table) =>
  app.transforms
    .get(table)
    .get('fields_list')
    .split(',')
    .map((field) => field.trim());
const documents = documentsOf(app, (table) => collections.open(table, fieldsOf(table)));
documents('crossaccount_baseline')?.collection.rows();
const server = await serveKvStore({ app: app.id, documents });
process.stdout.write(`${JSON.stringify({ uri: server.uri, sessionKey: server.sessionKey })}\n`);
process.stdin.resume().on('end', () => void server.close());
