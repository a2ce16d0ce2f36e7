import { CsvError, decodeRow, parseHeader, RowReader } from '../../protocol';
import { idProblem, own, type Listed, type ListRead } from './listed';

const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const newline = 0x0a;

/** How headers name what is needed, in small letters and without blanks. */
const names = {
  account: ['accountid', 'id'],
  name: ['name', 'accountname'],
  email: ['email'],
  state: ['state', 'status'],
} as const;

/**
 * Reads the accounts of an organisation as the console of AWS Organizations exports them (User Guide, "Export details for all
 * accounts"): CSV with `Account ID`, `Name`, `Email` and `State` or, before September 2025, `Status`; further columns are passed
 * over. Accounts that are suspended or closed are own ones all the same.
 */
export function readSheet(bytes: Buffer, file: string): ListRead {
  const body = bytes.subarray(0, mark.length).equals(mark) ? bytes.subarray(mark.length) : bytes;
  if (body.includes(0)) return wrong(`${file} is not UTF-8; save it as CSV UTF-8.`);
  try {
    return readRows(body, file);
  } catch (error) {
    if (error instanceof CsvError) return wrong(`${file} is no CSV: ${error.message}`);
    throw error;
  }
}

function readRows(body: Buffer, file: string): ListRead {
  const { columns, next } = parseHeader(body);
  const heads = columns.map((column) => column.toLowerCase().replace(/[^a-z]/g, ''));
  const at = (of: keyof typeof names): number => heads.findIndex((head) => names[of].some((name) => name === head));
  const places = { account: at('account'), name: at('name'), email: at('email'), state: at('state') };
  if (places.account === -1) {
    const separator = columns.length === 1 && columns[0]?.includes(';') === true;
    return wrong(
      separator
        ? `${file}:1: there are semicolons between the fields; save it with commas.`
        : `${file}:1: the header names no account id; it must have the column Account ID, as the export of AWS Organizations has it.`,
    );
  }
  const listed: Listed[] = [];
  const problems: string[] = [];
  const reader = new RowReader(body, next);
  let line = 1;
  let counted = 0;
  while (reader.next()) {
    for (; counted < reader.start; counted += 1) if (body[counted] === newline) line += 1;
    const cells = decodeRow(body, reader);
    if (cells.every((cell) => cell === '')) continue;
    const where = `${file}:${line}`;
    const cell = (place: number): string => cells[place]?.trim() ?? '';
    const account = cell(places.account);
    const problem =
      cells.length === columns.length
        ? idProblem(account)
        : `there are ${cells.length} fields where the header has ${columns.length}; correct it`;
    if (problem !== undefined) problems.push(`${where}: ${problem}.`);
    else listed.push({ ...own(account, cell(places.name), cell(places.email), cell(places.state)), where });
  }
  return { listed, problems };
}

function wrong(problem: string): ListRead {
  return { listed: [], problems: [problem] };
}
