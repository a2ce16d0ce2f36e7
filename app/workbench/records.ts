import { RecordLeap, type RecordHead } from './leap';
import { JsonStructure, type Place } from './structure';

/**
 * What stands in the bytes, in their order: a record's exact bytes; a value that stands where a record should but is none;
 * or a fault, after which reading goes on at a later line. `inRecord`: the fault cost a record, not just stray bytes. `head` is
 * there where the record is known to be JSON.
 */
export type Found =
  | { readonly kind: 'record'; readonly bytes: Buffer; readonly at: Place; readonly head?: RecordHead }
  | { readonly kind: 'skip'; readonly reason: string; readonly at: Place }
  | { readonly kind: 'fault'; readonly reason: string; readonly at: Place; readonly inRecord: boolean };

export interface Limits {
  /** A larger record is passed over. */
  readonly recordBytes: number;
  /** Deeper nesting is a fault. */
  readonly depth: number;
  /** How many bytes of broken records may be read a second time to find whole records behind the break. */
  readonly reread: number;
}

const mebibyte = 1024 * 1024;
const defaultLimits: Limits = { recordBytes: 256 * mebibyte, depth: 100_000, reread: 64 * mebibyte };

const newline = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** What holds the records at hand: a list at the top, or an object (`envelope`) and its list `Records`. */
type Holder = 'list' | 'envelope' | 'records';

/**
 * Splits a stream of bytes into CloudTrail records, whatever holds them: `{"Records": [...]}` among other keys in any order,
 * JSON lines, records one after another (pretty-printed or not), an array of records. The pieces in which the bytes arrive make
 * no difference, and only the record at hand is kept.
 *
 * Whether an object is a record or holds records is known when its own key `Records` opens an array, never from its first key.
 * After a break it goes on at the next line that begins with a bracket and is indented no deeper than the broken record.
 */
export class RecordSplitter {
  private readonly limits: Limits;
  private readonly structure: JsonStructure;
  private readonly leap: RecordLeap | undefined;
  private found: Found[] = [];
  private holders: Holder[] = [];
  private mode: 'between' | 'record' | 'other' = 'between';
  /** Brackets around the record, or the other value, at hand. */
  private outer = 0;
  private recordsComes = false;
  private mended = false;
  private reread = 0;

  private recordAt: Place = { byte: 0, line: 1 };
  private recordIndent = 0;
  private keepFrom = 0;
  private pieces: Buffer[] = [];
  private keptBytes = 0;

  /** @param leaps whether whole records may be passed over at once; it makes no difference but in time */
  public constructor(limits: Partial<Limits> = {}, leaps = true) {
    this.limits = { ...defaultLimits, ...limits };
    this.leap = leaps ? new RecordLeap() : undefined;
    this.structure = new JsonStructure(this.limits.depth);
  }

  /** Takes the next bytes; returns what they complete. Records may share memory with `piece`. */
  public push(piece: Buffer): Found[] {
    this.scanAll(piece);
    return this.take();
  }

  /** The bytes have ended; returns what that reveals. */
  public end(): Found[] {
    while (this.structure.depth > 0) {
      const what = this.mode === 'record' ? 'the record that begins here' : 'the list of records';
      this.scanAll(this.breakOff(`${what} is cut off by the end of the file`, Buffer.alloc(0)));
    }
    return this.take();
  }

  private take(): Found[] {
    const found = this.found;
    this.found = [];
    return found;
  }

  private scanAll(piece: Buffer): void {
    for (let rest = piece; rest.length > 0;) rest = this.scan(rest);
  }

  /** Reads a piece to its end; returns bytes that must be read again after a break, else none. */
  private scan(piece: Buffer): Buffer {
    const structure = this.structure;
    this.keepFrom = 0;
    for (;;) {
      switch (structure.next(piece)) {
        case 'open':
          this.open();
          if (this.mode === 'record' && structure.depth === this.outer + 1) this.leapOver(piece);
          break;
        case 'close':
          this.close(piece);
          break;
        case 'key':
          this.recordsComes = isRecords(structure.key);
          break;
        case 'value':
          this.recordsComes = false;
          this.skipMember('a value that is no object');
          break;
        case 'stray': {
          const reason = this.stray(piece[structure.tokenAt] ?? 0);
          if (reason !== undefined) return this.breakOff(reason, piece);
          break;
        }
        case 'problem':
          return this.breakOff(structure.problem, piece);
        case 'more':
          if (this.mode === 'record') this.keep(piece, piece.length);
          structure.advance(piece.length);
          return piece.subarray(piece.length);
      }
    }
  }

  private open(): void {
    const { isObject, depth } = this.structure;
    const holder = this.holders.at(-1);
    const recordsOpen = this.recordsComes && !isObject;
    this.recordsComes = false;
    if (this.mode === 'record') {
      if (!recordsOpen) return;
      this.holders.push('envelope', 'records');
      this.between();
    } else if (holder === 'envelope' && recordsOpen) this.holders.push('records');
    else if (isObject && holder !== 'envelope') this.beginRecord(depth - 1, holder === 'records');
    else if (holder === undefined) this.holders.push('list');
    else {
      this.skipMember('a list, not an object');
      this.mode = 'other';
      this.outer = depth - 1;
      this.structure.reportTo = this.outer;
    }
  }

  /** A member of a list `Records` is a record whatever its keys are; anything else may turn out to be an envelope. */
  private beginRecord(outer: number, certain: boolean): void {
    this.mode = 'record';
    this.outer = outer;
    this.structure.reportTo = certain ? outer : outer + 1;
    this.recordAt = this.structure.place();
    this.recordIndent = this.structure.indent;
    this.keepFrom = this.structure.tokenAt;
  }

  /** A record that lies whole in the piece, without a line end in it, is passed over in one go. */
  private leapOver(piece: Buffer): void {
    const { leap, structure } = this;
    if (leap === undefined) return;
    const from = structure.tokenAt;
    const end = leap.over(piece, from, this.limits.depth - this.outer);
    if (end < 0 || end - from > this.limits.recordBytes) return;
    structure.leapTo(end);
    const { eventTime, timestamp, recipientAccountId } = leap;
    const head = { eventTime, timestamp, recipientAccountId };
    this.found.push({ kind: 'record', bytes: piece.subarray(from, end), at: this.recordAt, head });
    this.between();
  }

  private between(): void {
    this.mode = 'between';
    this.structure.reportTo = Infinity;
    this.pieces = [];
    this.keptBytes = 0;
  }

  private close(piece: Buffer): void {
    this.recordsComes = false;
    if (this.mode === 'between') this.holders.pop();
    else if (this.structure.depth === this.outer) {
      if (this.mode === 'record') this.endRecord(piece);
      this.between();
    }
  }

  private endRecord(piece: Buffer): void {
    this.keep(piece, this.structure.index);
    if (this.keptBytes > this.limits.recordBytes) return;
    const [only] = this.pieces;
    const bytes = only !== undefined && this.pieces.length === 1 ? only : Buffer.concat(this.pieces);
    this.found.push({ kind: 'record', bytes, at: this.recordAt });
  }

  /** Something other than an object stands where a record should. */
  private skipMember(reason: string): void {
    const holder = this.holders.at(-1);
    if (this.mode !== 'between' || holder === undefined || holder === 'envelope') return;
    this.found.push({ kind: 'skip', reason, at: this.structure.place() });
  }

  /** Commas between records pass, as do the brackets that a broken list leaves behind. */
  private stray(byte: number): string | undefined {
    const { byte: position } = this.structure.place();
    const character = String.fromCharCode(byte);
    if (character === ',' || (this.mended && (character === ']' || character === '}'))) return undefined;
    if (position < byteOrderMark.length && byte === byteOrderMark[position]) return undefined;
    if (position === 0 && (byte === 0xff || byte === 0xfe)) return 'the text is UTF-16; save it as UTF-8';
    return 'this is no JSON object';
  }

  /** Keeps the record's bytes of this piece up to `end`, unless the record outgrows the limit, which is reported once. */
  private keep(piece: Buffer, end: number): void {
    const within = this.keptBytes <= this.limits.recordBytes;
    this.keptBytes += end - this.keepFrom;
    if (this.keptBytes <= this.limits.recordBytes) this.pieces.push(piece.subarray(this.keepFrom, end));
    else if (within) {
      this.pieces = [];
      const most = Math.floor(this.limits.recordBytes / mebibyte);
      this.fault(`the record that begins here is larger than ${most} MB`, this.recordAt, true);
    }
    this.keepFrom = 0;
  }

  private fault(reason: string, at: Place, inRecord: boolean): void {
    this.found.push({ kind: 'fault', reason, at, inRecord });
  }

  /**
   * Reports a break and goes back to the first line behind the start of the broken record: what follows may be whole records
   * that were taken for parts of it. Returns the bytes to go on with.
   */
  private breakOff(reason: string, piece: Buffer): Buffer {
    const { structure } = this;
    const inRecord = this.mode === 'record';
    const here = structure.place();
    const at = inRecord ? this.recordAt : here;
    const reported = inRecord && this.keptBytes > this.limits.recordBytes;
    if (!reported) this.fault(reason, at, inRecord);

    let rest = piece.subarray(structure.index);
    let from: Place = { byte: here.byte - structure.tokenAt + structure.index, line: here.line };
    if (inRecord && !reported) {
      const last = piece.subarray(this.keepFrom, structure.index);
      const start = this.pieces.length === 0 ? last : Buffer.concat([...this.pieces, last]);
      const lineEnd = start.indexOf(newline);
      if (lineEnd >= 0 && this.reread + start.length <= this.limits.reread) {
        this.reread += start.length - lineEnd;
        from = { byte: at.byte + lineEnd, line: at.line };
        rest =
          start === last ? piece.subarray(this.keepFrom + lineEnd) : Buffer.concat([start.subarray(lineEnd), rest]);
      }
    }
    structure.resume(inRecord ? this.recordIndent : Infinity, from);
    this.holders = [];
    this.mended = true;
    this.recordsComes = false;
    this.between();
    return rest;
  }
}

function isRecords(key: string): boolean {
  if (!key.includes('\\')) return key === 'Records';
  try {
    return JSON.parse(`"${key}"`) === 'Records';
  } catch {
    return false;
  }
}
