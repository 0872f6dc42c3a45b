/** The server's OpenAPI document, out of the snapshot of its test; run by hand, it is written for the types. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const snapshots = new URL('tests/api/snapshots/', root);

/** The snapshot is a header between two lines of dashes, then the document; what can go wrong is one sentence there. */
export function readDocument() {
  const names = readdirSync(snapshots).filter((name) => name.includes('openapi') && name.endsWith('.snap'));
  if (names.length !== 1)
    throw new Error(`one snapshot of the OpenAPI document was expected in tests/api/snapshots, not ${names.length}`);
  const [, , text] = readFileSync(new URL(names[0], snapshots), 'utf8').split(/^---$/m);
  const document = JSON.parse(text);
  for (const path of Object.values(document.paths)) {
    for (const { responses = {} } of Object.values(path)) {
      for (const [status, response] of Object.entries(responses))
        if (typeof response === 'string') responses[status] = { description: response };
    }
  }
  return document;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL('target/web/', root), { recursive: true });
  writeFileSync(new URL('target/web/openapi.json', root), JSON.stringify(readDocument()));
}
