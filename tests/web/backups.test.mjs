/** Backups: what counts, which files the server hands out, how the second target is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  backupState,
  fileName,
  folderOf,
  isOwn,
  targetState,
  warningTone,
} from '../../web-dist/js/pages/backups-plan.js';
import { icons } from './source.mjs';

const OWN = { path: '/var/lib/inventario/backups/inventario-20260304-023000.tar', size: 1, verified_at: '2026' };

describe('a backup', () => {
  test('counts when it was read back', () => {
    assert.equal(backupState(OWN).tone, 'good');
    assert.equal(backupState({ ...OWN, verified_at: null }).word, 'No cuenta');
    assert.equal(backupState({ ...OWN, verified_at: null, size: null }).word, 'Falló');
  });
  test('has a file in a folder', () => {
    assert.equal(fileName(OWN), 'inventario-20260304-023000.tar');
    assert.equal(folderOf(OWN), '/var/lib/inventario/backups');
    assert.equal(folderOf({ path: '/x.tar', size: 1 }), '/');
    assert.equal(folderOf({ path: '/var/lib/inventario/backups', size: null }), '/var/lib/inventario/backups');
  });
  test('is handed out from the folder of the server only', () => {
    assert.ok(isOwn(OWN));
    for (const path of ['/etc/passwd', '/media/usb/copia.tar', '/x/backups/otra.tar', '/x/backups/inventario-1.tar/y'])
      assert.ok(!isOwn({ path, size: 1 }), path);
    assert.ok(!isOwn({ ...OWN, size: null }));
  });
});

test('each state of the second target has a word and an icon', () => {
  for (const state of ['none', 'ready', 'missing', 'same_disk', 'behind']) {
    const mark = targetState(state);
    assert.ok(icons.has(mark.icon), mark.icon);
    assert.ok(!mark.word.startsWith('backups.'), mark.word);
  }
  assert.equal(targetState('new').word, 'new');
  assert.equal(warningTone('target_missing'), 'warn');
  assert.equal(warningTone('disk_low'), 'bad');
});
