/** Addresses: each shows a page that there is, to those who may see it by the table of roles. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ROLES } from '../../web-dist/js/kit/format.js';
import { groupsOf, matchRoute, placesOf } from '../../web-dist/js/frame/places.js';
import { safeReturn } from '../../web-dist/js/frame/router.js';
import { known } from '../../web-dist/js/kit/words.js';
import { FAMILIES, ROUTES } from './ready.mjs';
import { icons, modules } from './source.mjs';

const [STUDENT, INSTRUCTOR, SUPERVISOR, ADMIN, GENERAL] = ROLES;
/**
 * Who opens an address: what the table of roles says about reading and writing. A new resource says it in a file of its own,
 * `<resource>.may.mjs`, whose default export are such rows. @type {[string, string[]][]}
 */
const MAY = [
  ['/', ROLES],
  ['/perfil', ROLES],
  ['/certificado', ROLES],
  ['/escanear', ROLES],
  ['/ambientes', ROLES],
  ['/ambientes/1', ROLES],
  ['/ambientes/nuevo', [GENERAL]],
  ['/ambientes/1/editar', [ADMIN, GENERAL]],
  ['/centros', ROLES],
  ['/centros/1', ROLES],
  ['/centros/nuevo', [GENERAL]],
  ['/centros/1/editar', [GENERAL]],
  ['/equipos', ROLES],
  ['/equipos/1', ROLES],
  ['/equipos/nuevo', [SUPERVISOR, ADMIN, GENERAL]],
  ['/equipos/1/editar', [SUPERVISOR, ADMIN, GENERAL]],
  ['/horarios', ROLES],
  ['/horarios/1', ROLES],
  ['/horarios/nuevo', [INSTRUCTOR, SUPERVISOR, ADMIN, GENERAL]],
  ['/horarios/1/editar', [INSTRUCTOR, SUPERVISOR, ADMIN, GENERAL]],
  ['/usuarios', [GENERAL]],
  ['/usuarios/1', [GENERAL]],
  ['/usuarios/nuevo', [GENERAL]],
  ['/usuarios/1/editar', [GENERAL]],
  ['/auditoria', [GENERAL]],
  ['/copias', [GENERAL]],
  ['/tareas', [GENERAL]],
  ['/servidor', [GENERAL]],
  ['/verificaciones', ROLES],
  ['/verificaciones/hacer', [STUDENT, INSTRUCTOR, SUPERVISOR, GENERAL]],
  ['/verificaciones/historial', ROLES],
  ['/verificaciones/1', ROLES],
  ['/hallazgos', [SUPERVISOR, ADMIN, GENERAL]],
  ['/notificaciones', ROLES],
  ['/alertas/que-quiero-saber', [SUPERVISOR, ADMIN, GENERAL]],
  ['/alertas', [SUPERVISOR, ADMIN, GENERAL]],
  ['/mantenimiento', ROLES],
  ['/mantenimiento/1', ROLES],
  ['/maintenance/1', ROLES],
];
for (const name of readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.may.mjs')))
  MAY.push(...(await import(`./${name}`)).default);

const opens = (path, role) => {
  const { route } = matchRoute(path) ?? assert.fail(`${path} has no route`);
  return !route.guest && (route.roles ?? ROLES).includes(role);
};

describe('the table of roles', () => {
  test('is what the routes say', () => {
    for (const [path, roles] of MAY)
      for (const role of ROLES) assert.equal(opens(path, role), roles.includes(role), `${path} for ${role}`);
  });
  test('names every route', () => {
    const named = new Set(MAY.map(([path]) => matchRoute(path).route.path));
    assert.deepEqual(
      ROUTES.filter((route) => !named.has(route.path)).map((route) => route.path),
      ['/ingresar', '/registro', '/recuperar'],
    );
    assert.deepEqual(
      ROUTES.filter((route) => route.guest).map((route) => route.path),
      ['/ingresar', '/registro', '/recuperar'],
    );
  });
});

describe('the bars', () => {
  test('lead each role to places that it may open', () => {
    for (const role of ROLES) {
      const places = placesOf(role);
      assert.ok(places.length > 4, role);
      assert.equal(new Set(places.map((place) => place.path)).size, places.length, role);
      for (const place of places) {
        assert.ok(opens(place.path, role), `${role} cannot open ${place.path}`);
        assert.ok(icons.has(place.icon), place.icon);
        assert.equal(matchRoute(place.path).route.place, place.path, 'and the place is lit');
      }
      assert.equal(places[0].path, '/', role);
      assert.ok(
        places.some((place) => place.path === '/perfil'),
        role,
      );
    }
  });
  test('hide nothing that a role may open', () => {
    const lists = ROUTES.filter((route) => route.place === route.path);
    for (const role of [SUPERVISOR, ADMIN, GENERAL]) {
      const shown = new Set(placesOf(role).map((place) => place.path));
      for (const route of lists)
        assert.equal(shown.has(route.path), opens(route.path, role), `${route.path} for ${role}`);
    }
  });
  test('are grouped under headlines where there are many, and no place is lost', () => {
    for (const role of ROLES) {
      const places = placesOf(role);
      const groups = groupsOf(places);
      const shown = groups.flatMap((group) => group.places);
      assert.equal(shown.length, places.length, role);
      for (const place of places) assert.ok(shown.includes(place), `${role}: ${place.path}`);
      for (const { title, places: some } of groups) {
        assert.ok(some.length <= 12, `${role}: ${title}`);
        assert.ok(groups.length === 1 || title !== null || some.length <= 6, `${role}: the daily ones are few`);
        assert.deepEqual(
          some,
          places.filter((place) => some.includes(place)),
          `${role}: ${title} keeps the order of the role`,
        );
        assert.ok(title === null || known(title), title ?? '');
      }
    }
    assert.deepEqual(
      groupsOf(placesOf(GENERAL)).map(({ title }) => title),
      [
        null,
        'nav.groupEquipment',
        'nav.groupMaterials',
        'nav.groupCenter',
        'nav.groupReports',
        'nav.groupSystem',
        'nav.groupOwn',
      ],
    );
    assert.equal(groupsOf(placesOf(STUDENT)).length, 1);
    assert.equal(groupsOf(placesOf(GENERAL).slice(4), 18)[0].title, null, 'the daily ones come first behind «Más» too');
  });
  test('light the place that leads to a page without one of its own', () => {
    const lit = (path) => matchRoute(path).route.place;
    assert.deepEqual(['/suspensiones', '/inducciones/1', '/tareas', '/correo', '/preferencias'].map(lit), [
      '/prestamos',
      '/prestamos',
      '/servidor',
      '/configuracion',
      '/perfil',
    ]);
    for (const { under } of FAMILIES.filter((family) => family.under))
      assert.ok(
        ROUTES.some(({ path, place }) => path === under && place === under),
        under,
      );
  });
  test('are there for each role and no other', () => {
    const named = new Set(FAMILIES.flatMap(({ bar }) => Object.keys(bar ?? {})));
    assert.deepEqual([...named].sort(), [...ROLES].sort());
  });
  test('have the order that the records say, and no two places claim the same', () => {
    for (const role of ROLES) {
      const claimed = FAMILIES.flatMap(({ bar }) => bar?.[role] ?? []);
      assert.equal(new Set(claimed).size, claimed.length, role);
    }
  });
});

describe('a route', () => {
  test('shows a page that its module exports', async () => {
    for (const { path, load, page } of ROUTES) {
      const shown = (await load())[page];
      assert.equal(typeof shown?.render, 'function', `${path}: ${page}`);
      assert.equal(typeof shown.title, 'function', `${path}: ${page}`);
    }
  });
  test('is found with its parameters, and "nuevo" is no id', () => {
    assert.deepEqual(matchRoute('/equipos/abc/editar').params, { id: 'abc' });
    assert.equal(matchRoute('/equipos/nuevo').route.page, 'create');
    assert.equal(matchRoute('/equipos/abc/').route.page, 'detail');
    assert.deepEqual(matchRoute('/equipos/a%20b').params, { id: 'a b' });
  });
  test('is none for other addresses', () => {
    for (const path of ['/nada', '/equipos/1/2', '/equipos/1/editar/2', '/api/users', '/equipos/%E0%A4%A', '/Equipos'])
      assert.equal(matchRoute(path), null, path);
  });
  test('is there for every address that the code leads to', () => {
    let found = 0;
    for (const [file, text] of modules) {
      for (const [, path] of text.matchAll(/(?:href: |navigate\(|setBack\()['`](\/[^'`?]*)/g)) {
        if (path === '/api/tls/authority') continue; // a file to download
        const sample = path.replace(/\$\{[^}]*\}?/g, 'x');
        assert.ok(matchRoute(sample), `${file}: ${path}`);
        found += 1;
      }
    }
    assert.ok(found > 40);
  });
});

describe('where a person goes after signing in', () => {
  test('is an address of our own', () => {
    assert.equal(safeReturn('/equipos?q=sala#x'), '/equipos?q=sala#x');
    for (const bad of [
      null,
      '',
      'equipos',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/ingresar?volver=/',
      '/registro',
    ])
      assert.equal(safeReturn(bad), '/', String(bad));
  });
});
