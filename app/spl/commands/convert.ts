import type { Word } from '../nodes/pipeline';
import { setField } from '../runtime/fields';
import { options, textOption } from '../runtime/options';
import { command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { timeWriter } from '../strftime';
import { timeReader } from '../strptime';
import { asNumber, isMultivalue } from '../value';
import type { Scalar } from '../value';

interface Conversion {
  readonly field: string;
  readonly as: string;
  readonly apply: (value: Scalar) => Scalar | null;
}

/** Search Reference, convert: the format of times unless told. */
const TIME_FORMAT = '%m/%d/%Y %H:%M:%S';

/** `convert [timeformat=<format>] ctime(field) [AS name] | mktime(field) [AS name]...`: epoch seconds as text (UTC), and back. */
export const convert = command('words', 'never', (written, context) => {
  const given = options(written.options, ['timeformat'], context);
  const format = textOption(given, 'timeformat') ?? TIME_FORMAT;
  const conversions = conversionsOf(written.words, format, context);
  return perRow((row) => {
    for (const { field, as, apply } of conversions) {
      const value = row.get(field);
      if (value === undefined) continue;
      if (isMultivalue(value)) throw context.error(`takes one value, and "${field}" has several; mvexpand it`);
      setField(row, as, apply(value));
    }
    return row;
  });
});

function conversionsOf(words: readonly Word[], format: string, context: Context): Conversion[] {
  const conversions: Conversion[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || (!word.quoted && word.text === ',')) continue;
    const [, name = '', field = ''] = /^(\w+)\((.+)\)$/.exec(word.text) ?? [];
    if (field === '' || field.includes('*')) {
      throw context.error(`needs a function with a field, as in ctime(_time), not "${word.text}"`, word.position);
    }
    const as = words[at + 1];
    const renamed = as !== undefined && !as.quoted && as.text.toLowerCase() === 'as';
    const target = renamed ? words[at + 2] : undefined;
    if (renamed && target === undefined) throw context.error('needs a name after AS', as.position);
    if (renamed) at += 2;
    conversions.push({ field, as: target?.text ?? field, apply: conversion(name, format, word, context) });
  }
  if (conversions.length === 0) throw context.error('needs a function with a field, as in ctime(_time)');
  return conversions;
}

function conversion(name: string, format: string, word: Word, context: Context): Conversion['apply'] {
  if (name === 'ctime') {
    const write = timeWriter(format);
    if (typeof write !== 'function')
      throw context.error(`does not know the time variable ${write.unknown}`, word.position);
    return (value) => {
      const time = asNumber(value);
      return time === null ? value : write(time);
    };
  }
  if (name === 'mktime') {
    const read = timeReader(format);
    if (typeof read !== 'function') throw context.error(read.problem, word.position);
    return (value) => read(String(value));
  }
  throw context.error(`knows ctime and mktime, not "${name}"`, word.position);
}
