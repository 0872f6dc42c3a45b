/** The time zone: how those that the server knows are offered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { narrow } from '../../web-dist/js/ui/combobox.js';
import { zoneName, zoneOptions } from '../../web-dist/js/pages/server/time-zone.js';

const ZONES = [
  { name: 'America/Bogota', place: 'Colombia' },
  { name: 'America/Mexico_City', place: 'México' },
  { name: 'America/New_York', place: null },
];

describe('a zone', () => {
  test('is found by its country, by its city, and elsewhere by its name', () => {
    const found = (text) => narrow(zoneOptions(ZONES), text).map((option) => option.value);
    assert.deepEqual(found('colombia'), ['America/Bogota']);
    assert.deepEqual(found('mexico'), ['America/Mexico_City']);
    assert.deepEqual(found('new york'), ['America/New_York']);
    assert.deepEqual(
      found('america'),
      ZONES.map((zone) => zone.name),
    );
  });
  test('is named so that it is understood', () => {
    assert.equal(zoneName(ZONES, 'America/Bogota'), 'Colombia (America/Bogota)');
    assert.equal(zoneName(ZONES, 'America/New_York'), 'America/New York');
    assert.equal(zoneName(ZONES, 'Mars/Base'), 'Mars/Base');
  });
});
