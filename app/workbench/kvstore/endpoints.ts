/** The endpoints below `storage/collections/data`: what each method answers. */
import type { Documents } from './documents';
import { candidates, findJson, readCount, readFields, readSort, type Limits, type Wish } from './find';
import { KvProblem } from './problem';
import { parseQuery, readQuery, type Query } from './query';

export interface Request {
  readonly method: string;
  /** What follows the name of the collection: a key, `batch_save` or `batch_find`; empty where nothing follows. */
  readonly item: string;
  readonly parameters: URLSearchParams;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly json: string;
}

/** limits.conf, max_documents_per_batch_save and max_queries_per_batch. */
const MOST_IN_A_BATCH = 1000;

/**
 * Answers a request.
 * @param newKey - makes up a key
 * @throws KvProblem when it cannot be answered
 */
export function answer(documents: Documents, request: Request, limits: Limits, newKey: () => string): Answer {
  const { method, item } = request;
  if (item === '') {
    switch (method) {
      case 'GET':
        return ok(findJson(documents, wishIn(request.parameters), limits));
      case 'POST':
        return insert(documents, request.body, newKey());
      case 'DELETE':
        return removeAll(documents, queryIn(request.parameters));
    }
  } else if (item === 'batch_save' && method === 'POST') return saveAll(documents, request.body, newKey);
  else if (item === 'batch_find' && method === 'POST') return findAll(documents, request.body, limits);
  else {
    switch (method) {
      case 'GET':
        return ok(documents.json(existing(documents, item)));
      case 'POST':
        existing(documents, item);
        documents.collection.put(documents.cellsOf(withKey(parsed(request.body), item), item));
        return ok(JSON.stringify({ _key: item }));
      case 'DELETE':
        existing(documents, item);
        documents.collection.remove(item);
        return ok('{}');
    }
  }
  throw new KvProblem(405, `${method} is not for this endpoint.`);
}

function insert(documents: Documents, body: string, newKey: string): Answer {
  const cells = documents.cellsOf(parsed(body), newKey);
  const key = documents.keyOf(cells);
  if (documents.collection.get(key) !== undefined)
    throw new KvProblem(409, 'A document with the same key already exists.');
  documents.collection.put(cells);
  return { status: 201, json: JSON.stringify({ _key: key }) };
}

function saveAll(documents: Documents, body: string, newKey: () => string): Answer {
  const rows = listIn(body, 'batch_save').map((document) => documents.cellsOf(document, newKey()));
  for (const cells of rows) documents.collection.put(cells);
  return ok(JSON.stringify(rows.map((cells) => documents.keyOf(cells))));
}

function findAll(documents: Documents, body: string, limits: Limits): Answer {
  const found = listIn(body, 'batch_find').map((wish) => {
    const members = new Map<string, unknown>(Object.entries(Object(wish) as object));
    const unknown = [...members.keys()].find((name) => name !== 'query');
    if (unknown !== undefined) throw new KvProblem(400, `batch_find takes {"query": ...} here, not ${unknown}.`);
    const query = readQuery(members.get('query') ?? {});
    return findJson(documents, { query, sort: [], skip: 0, limit: 0, isWanted: undefined }, limits);
  });
  return ok(`[${found.join(',')}]`);
}

function removeAll(documents: Documents, query: Query): Answer {
  const removed = [...candidates(documents, query)].filter((cells) => query.matches(documents.valuesOf(cells)));
  for (const cells of removed) documents.collection.remove(documents.keyOf(cells));
  return ok('{}');
}

function existing(documents: Documents, key: string): readonly string[] {
  const cells = documents.collection.get(key);
  if (cells === undefined) throw new KvProblem(404, 'Could not find object.');
  return cells;
}

function wishIn(parameters: URLSearchParams): Wish {
  return {
    query: queryIn(parameters),
    sort: readSort(parameters.get('sort') ?? ''),
    skip: readCount('skip', parameters.get('skip') ?? '0'),
    limit: readCount('limit', parameters.get('limit') ?? '0'),
    isWanted: readFields(parameters.get('fields') ?? ''),
  };
}

function queryIn(parameters: URLSearchParams): Query {
  return parseQuery(parameters.get('query') ?? '{}');
}

function listIn(body: string, endpoint: string): unknown[] {
  const list = parsed(body);
  if (!Array.isArray(list)) throw new KvProblem(400, `${endpoint} takes a JSON list.`);
  if (list.length > MOST_IN_A_BATCH) throw new KvProblem(400, `${endpoint} takes at most ${MOST_IN_A_BATCH} at once.`);
  return list;
}

/** The key in the path is the document's, whatever it says itself. */
function withKey(document: unknown, key: string): unknown {
  return typeof document === 'object' && document !== null && !Array.isArray(document)
    ? { ...document, _key: key }
    : document;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new KvProblem(400, 'The body is no JSON.');
  }
}

function ok(json: string): Answer {
  return { status: 200, json };
}
