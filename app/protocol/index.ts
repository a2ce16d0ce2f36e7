export { CommandError } from './searchcommand';
export type {
  Command,
  Field,
  FieldScan,
  Level,
  OwnValue,
  Report,
  Row,
  RowProcessor,
  Start,
  Started,
} from './searchcommand';
export { CsvError, decodeField, decodeRow, fieldBytes, parseHeader, RowReader } from './csv';
export { encodeFrame, encodeHead, FrameReader, ProtocolError } from './frames';
export type { Message } from './frames';
export { parseGetinfo } from './getinfo';
export type { Getinfo } from './getinfo';
export { standardInput } from './input';
export { decodeMultivalue, encodeMultivalue, joinMultivalue, multivalueColumn } from './multivalue';
export { serve } from './serve';
export { csvLines, encodeField, readCsv, writeCsv, writeRow } from './table';
export type { CsvTable, WriteOptions } from './table';
