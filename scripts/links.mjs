#!/usr/bin/env node
/** Looks where the documents lead: every file and heading of the repository that they link to must be there. Asks no network. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const pages = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter(Boolean);

/** Text without code, where brackets mean something else. @param {string} text */
const prose = (text) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** What the host calls a heading. @param {string} text */
const anchor = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** @param {string} file */
const anchors = (file) =>
  new Set(
    [
      ...readFileSync(file, 'utf8')
        .replace(/^```[\s\S]*?^```/gm, '')
        .matchAll(/^#+ (.*)$/gm),
    ].map(([, text]) => anchor(text)),
  );

const faults = [];
let seen = 0;
for (const page of pages) {
  const text = prose(readFileSync(join(ROOT, page), 'utf8'));
  for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link)) continue;
    seen += 1;
    const [path, heading] = link.split('#');
    const file = path ? join(ROOT, dirname(page), decodeURI(path)) : join(ROOT, page);
    if (relative(ROOT, file).startsWith('..') || !existsSync(file)) faults.push(`${page}: ${link} is not there`);
    else if (heading && statSync(file).isFile() && !anchors(file).has(decodeURI(heading)))
      faults.push(`${page}: ${link} has no such heading`);
  }
}
if (!seen) faults.push('no link was found: this check has become blind');
for (const fault of faults) console.error(fault);
process.exitCode = faults.length ? 1 : 0;
