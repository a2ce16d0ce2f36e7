import { expect } from 'chai';
import fc from 'fast-check';
import { visible, visibleJson, widthOf, wrap } from '../../app/workbench/text';

const seed = 20260315;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('Text from records', () => {
  it('shows what a terminal would act on', () => {
    expect(visible('a\u001b[31mred\u0007\r\n')).to.equal(String.raw`a\u001b[31mred\u0007\u000d\u000a`);
    expect(visible('\u009b2J\u007f')).to.equal(String.raw`\u009b2J\u007f`);
    expect(visible('user/\u202egnp.exe\u2066\u200b\ufeff')).to.equal(String.raw`user/\u202egnp.exe\u2066\u200b\ufeff`);
    expect(visible('\ud800 \u{e0041}')).to.equal(String.raw`\ud800 \u{e0041}`);
    expect(visible('Zürich, 東京, ok')).to.equal('Zürich, 東京, ok');
  });

  it('holds nothing unseen, in JSON either, which reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.to.match(unseen);
        expect(visibleJson(text)).not.to.match(unseen);
        expect(JSON.parse(visibleJson(text))).to.equal(text);
      }),
      { seed },
    );
  });

  it('is wrapped at blanks, else at joints, else anywhere', () => {
    expect(wrap('one two three four', 9)).to.deep.equal(['one two', 'three', 'four']);
    expect(wrap('arn:aws:iam::111122223333:role/Admin', 20)).to.deep.equal([
      'arn:aws:iam::',
      '111122223333:role/',
      'Admin',
    ]);
    expect(wrap('abcdefghij', 4)).to.deep.equal(['abcd', 'efgh', 'ij']);
    expect(wrap('', 4)).to.deep.equal(['']);
  });

  it('never grows beyond the width, and loses nothing but blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }).map(visible), fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(widthOf(line)).to.be.at.most(width);
        expect(lines.join('').replaceAll(' ', '')).to.equal(text.replaceAll(' ', ''));
      }),
      { seed },
    );
  });
});
