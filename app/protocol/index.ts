export { CsvError, decodeField, decodeRow, fieldBytes, parseHeader, RowReader } from './csv';
export { encodeFrame, encodeHead, FrameReader, ProtocolError } from './frames';
export type { Message } from './frames';
export { decodeMultivalue, encodeMultivalue, joinMultivalue, multivalueColumn } from './multivalue';
export { encodeField, readCsv, writeCsv, writeRow } from './table';
export type { CsvTable, WriteOptions } from './table';
