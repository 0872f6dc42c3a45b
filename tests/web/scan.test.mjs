/** What a scanned text means, whatever keyboard it was typed by, and which of several codes is meant. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCode } from '../../web-dist/js/pages/checks/do/rules.js';
import { matches } from '../../web-dist/js/pages/scan/page.js';
import { foreignKind, isCommon } from '../../web-dist/js/ui/photo.js';
import { lastPart, meantOf, parseCode, readings, sameCode, titleOf, written } from '../../web-dist/js/ui/scan-text.js';

const ID = '01980000-0000-7000-8000-00000000abcd';
const SIGNATURE = '0123456789abcdef'.repeat(4);
const label = (type) =>
  `{"v": 1, "type": "${type}", "id": "${ID}", "ts": 1800000000, "code": "PC-0001", "name": "Port\\u00e1til", "sig": "${SIGNATURE}"}`;

/** What a key of the US layout writes, by the layout of the computer: only those signs that our label has and that differ. */
const LAYOUTS = {
  'América Latina': { '{': '¨', '"': '[', ':': 'Ñ', '-': "'", '}': '*', '\\': '}', _: '?' },
  España: { '{': '¨', '"': '¨', ':': 'Ñ', '-': "'", '}': '', '\\': 'ç', _: '?' },
  Portugal: { '{': '*', '"': 'ª', ':': 'Ç', '-': "'", '}': '`', '\\': '~' },
  Brasil: { '{': '`', '"': '^', ':': 'Ç', '}': '{', '\\': ']' },
  'US internacional': { '"': '¨', "'": '´' },
  'AltGr perdido': { '{': '', '}': '', '"': '@', '\\': '', '-': "'", ':': '>' },
  'todo perdido': { '{': '', '}': '', '"': '', '\\': '', '-': '', ':': '', ',': '', ' ': '' },
};
const typedBy = (layout, text) => [...text].map((sign) => layout[sign] ?? sign).join('');

describe('a label that a scanner types', () => {
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    test(`by another layout says its id: ${name}`, () => {
      for (const type of ['item', 'environment']) {
        const code = parseCode(typedBy(layout, label(type)));
        assert.deepEqual([code.type, code.id], [type, ID]);
      }
      assert.deepEqual(parseCode(typedBy(layout, label('item')).toUpperCase()).id, ID, 'with the capitals locked');
      if (name !== 'todo perdido') assert.equal(parseCode(typedBy(layout, ID)).id, ID);
    });
  }
  test('as the field has it', () => {
    const text =
      "¨[v[Ñ 1, [type[Ñ [item[, [id[Ñ [01980000'0000'7000'8000'00000000abcd[, [ts[Ñ 1800000000, [code[Ñ [PC'0001[";
    assert.deepEqual(parseCode(text), { type: 'item', id: ID, text });
  });
  test('is not taken for one that is something else', () => {
    for (const text of [SIGNATURE, `item ${SIGNATURE}`, `itemid${SIGNATURE}`, 'item id 0198', '0198-0000', ''])
      assert.deepEqual(parseCode(text), { type: 'unknown', id: null, text });
    assert.deepEqual(parseCode(ID.toUpperCase()), { type: 'unknown', id: ID, text: ID.toUpperCase() });
    assert.equal(parseCode(ID.replaceAll('-', '')).id, ID);
  });
});

describe('a label of materials', () => {
  test('says what it names, by whatever layout and with the capitals locked or not', () => {
    for (const [prefix, type] of [
      ['UBI', 'bin'],
      ['PRO', 'product'],
      ['LOT', 'lot'],
    ]) {
      const text = `${prefix}${ID.replaceAll('-', '').toUpperCase()}`;
      for (const layout of Object.values(LAYOUTS))
        assert.deepEqual(parseCode(typedBy(layout, text)), { type, id: ID, text });
      assert.deepEqual([parseCode(text.toLowerCase()).type, parseCode(text.toLowerCase()).id], [type, ID]);
    }
    for (const text of ['UBI-1', 'PRO', `XYZ${ID.replaceAll('-', '')}`])
      assert.equal(parseCode(text).type, 'unknown', text);
  });
});

describe('a plate that a scanner types', () => {
  test('is found with the signs that another layout writes', () => {
    for (const [typed, meant] of [
      ["9301'10205", '9301-10205'],
      ['9301/10205', '9301-10205'],
      ["CZ'5-A", 'CZ-5/A'],
      ['A/1', 'A-1'],
      ['AÑ1', 'A:1'],
      ['A>1', 'A:1'],
      ['PC?1', 'PC_1'],
    ])
      assert.ok(readings(typed).includes(meant), `${typed}: ${readings(typed)}`);
    assert.equal(readings(' INV-00012 ')[0], 'INV-00012', 'as it is, first');
    assert.deepEqual(readings('Portátil'), ['Portátil'], 'what has no signs is asked for once');
    assert.deepEqual(readings('  '), []);
    assert.ok(readings('x-'.repeat(200)).every((code) => code.length <= 100));
  });
  test('is the same but for those signs', () => {
    for (const other of ["9301'10205", '9301:10205', '9301/10205', '9301-10205'])
      assert.ok(sameCode('9301-10205', other));
    assert.ok(sameCode('cañón-1', 'CAÑON/1'));
    for (const other of ['9301 10205', '930110205', '9301-10206']) assert.ok(!sameCode('9301-10205', other));
    const rows = [{ code: 'A-1' }, { code: 'A/1' }, { code: 'B-1' }];
    assert.deepEqual(matches(rows, 'a/1', ['code']).exact, [rows[1]], 'exactly that one before one like it');
    assert.deepEqual(matches(rows, "B'1", ['code']).exact, [rows[2]]);
  });
  test('of another system is found by the last part of its address', () => {
    for (const text of [
      'https://inventario.example.org/ht/SN-77',
      'http://10.0.0.4/hardware/SN-77/',
      'https://x.example/hardware/SN-77?from=label#top',
      'x.example/ht/SN-77',
      'HTTPS://X.EXAMPLE/HT/SN-77',
    ])
      assert.equal(lastPart(text), 'SN-77', text);
    assert.equal(lastPart('https://x.example/ht/SN%2077%2F3'), 'SN 77/3');
    assert.equal(lastPart('https://x.example/ht/100%'), '100%');
    for (const text of ['SN-77', 'A/B/C', 'Bloque A / 3', '']) assert.equal(lastPart(text), null, text);
    for (const text of ['https://x.example/ht/SN-77', "httpsÑ--x.example-ht-SN'77", 'https>&&x.example&ht&SN/77'])
      assert.ok(readings(text).includes('SN-77'), text);
    const long = `https://x.example/${'deep/'.repeat(60)}ht/SN-77`;
    assert.ok(readings(long).includes('SN-77'), 'the whole text arrives');
  });
  test('marks the item of the room that is checked', () => {
    const items = [
      { item_id: ID, internal_code: '9301-10205', serial_number: 'SN-77' },
      { item_id: 'b', internal_code: '9301/10205', serial_number: null },
      { item_id: 'c', internal_code: 'c', serial_number: '' },
    ];
    const meant = (text) => readCode(text, items, 'room').item?.item_id;
    assert.equal(meant('9301-10205'), ID);
    assert.equal(meant('9301/10205'), 'b');
    assert.equal(meant("9301'10205"), ID);
    assert.equal(meant('https://x.example/hardware/sn-77'), ID);
    assert.equal(meant(typedBy(LAYOUTS['América Latina'], label('item'))), ID);
    assert.equal(meant(ID), ID);
    assert.deepEqual(readCode('zz-1', items, 'room'), { kind: 'stranger', id: null, text: 'zz-1' });
    assert.deepEqual(readCode('', items, 'room'), { kind: 'stranger', id: null, text: '' });
  });
});

describe('a key that a scanner presses', () => {
  const key = (key, over = {}) => ({ key, code: '', getModifierState: () => false, ...over });
  test('writes its letter, also with AltGr and as an accent that waits', () => {
    assert.equal(written(key('a')), 'a');
    assert.equal(written(key(' ')), ' ');
    assert.equal(written(key('Ñ')), 'Ñ');
    const altGr = { ctrlKey: true, altKey: true, getModifierState: (name) => name === 'AltGraph' };
    assert.equal(written(key('{', altGr)), '{');
    assert.equal(written(key('Dead', { code: 'Quote' })), "'");
    assert.equal(written(key('Dead', { code: 'BracketLeft' })), '¨');
  });
  test('that is a command writes nothing', () => {
    for (const over of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
      assert.equal(written(key('a', over)), '');
    for (const name of ['Enter', 'Tab', 'Shift', 'F5', 'ArrowUp', 'AltGraph']) assert.equal(written(key(name)), '');
  });
});

describe('several codes in one picture', () => {
  const seen = (text, ours = false) => ({ text, ours });
  test('those of ours are meant, else all', () => {
    assert.deepEqual(meantOf([]), []);
    assert.deepEqual(meantOf([seen('a')]), ['a']);
    assert.deepEqual(meantOf([seen('a'), seen('b', true)]), ['b']);
    assert.deepEqual(meantOf([seen('a', true), seen('x'), seen('b', true), seen('a', true)]), ['a', 'b']);
    assert.deepEqual(meantOf([seen('a'), seen('b')]), ['a', 'b']);
  });
  test('are called by what people know', () => {
    assert.equal(titleOf(label('item')), 'PC-0001 · Portátil');
    assert.equal(titleOf('{"code":"AMB-1"}'), 'AMB-1');
    for (const text of ['PC-1', '{"code":7}', 'null', '5']) assert.equal(titleOf(text), text);
    assert.equal(titleOf('x'.repeat(80)).length, 60);
  });
});

test('a photo that many browsers do not open is known by its first bytes', () => {
  const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  assert.equal(foreignKind(bytes('\0\0\0\x18ftypheic\0\0')), 'HEIC');
  assert.equal(foreignKind(bytes('\0\0\0\x18ftypmif1\0\0')), 'HEIC');
  assert.equal(foreignKind(bytes('\0\0\0\x1cftypavif\0\0')), 'AVIF');
  assert.equal(foreignKind(bytes('II*\0\x08\0')), 'TIFF');
  assert.equal(foreignKind(bytes('MM\0*\0\0')), 'TIFF');
  // Of `mif1`, which is any picture, the others say which; and a film is none.
  assert.equal(foreignKind(bytes('\0\0\0\x18ftypmif1\0\0\0\0mif1avif')), 'AVIF');
  assert.equal(foreignKind(bytes('\0\0\0\x18ftypmif1\0\0\0\0mif1heic')), 'HEIC');
  assert.equal(foreignKind(bytes('\0\0\0\x14ftypmp42\0\0\0\0isom')), 'film');
  assert.equal(foreignKind(bytes('\0\0\0\x14ftypqt  \0\0\0\0qt  avif')), 'film', 'only its own brands say so');
  for (const common of ['\xff\xd8\xff\xe0', '\x89PNG\r\n', 'RIFF\n\n\n\nWEBPVP8 ']) assert.ok(isCommon(bytes(common)));
  for (const other of ['', 'GIF89a', '\0\0\0\x18ftypheic\0\0']) assert.ok(!isCommon(bytes(other)));
  for (const other of ['', '\xff\xd8\xff', '\x89PNG', 'RIFF1234WEBP', 'ftyp'])
    assert.equal(foreignKind(bytes(other)), null);
});
