/**
 * The QR label of a room or of an item: shown, enlarged, printed, downloaded.
 */
import { api } from '../../kit/api.js';
import { logoUrl, onlyCenter } from '../../frame/brand.js';
import { isStaff } from '../../frame/places.js';
import { h } from '../../ui/dom.js';
import { async, button, card } from '../../ui/parts.js';
import { openDialog } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/**
 * @typedef {object} Label
 * @property {'environment' | 'item'} type
 * @property {string} id
 * @property {string} name
 * @property {string | null} [code] what is printed under the name for people without a scanner
 * @property {string | null} [place] where the thing belongs
 */

/** Who prints labels in numbers. @param {{role: string}} user */
export const mayLabel = (user) => user.role === 'instructor' || isStaff(user);

/**
 * A file name that every system accepts.
 * @param {Label} label
 * @param {string} extension
 */
export function labelFile(label, extension) {
  const name = `qr ${label.code ?? ''} ${label.name}`.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.${extension}`;
}

/**
 * The code as an object URL, released when the page is left.
 * @param {Label} label
 * @param {'svg' | 'png'} format
 * @param {AbortSignal} [signal]
 */
async function codeUrl(label, format, signal) {
  const blob = await api.blob(`/api/qr/generate/${label.type}/${label.id}`, { query: { format }, signal });
  const url = URL.createObjectURL(blob);
  signal?.addEventListener('abort', () => URL.revokeObjectURL(url), { once: true });
  return url;
}

/**
 * @param {Label} label
 * @param {'svg' | 'png'} format
 */
async function download(label, format) {
  const url = await codeUrl(label, format);
  const link = h('a', { href: url, download: labelFile(label, format) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * The printed paper: the code, the name, the place. Nothing else of the page is printed.
 * @param {Label} label
 * @param {string} url
 */
async function print(label, url) {
  const image = /** @type {HTMLImageElement} */ (h('img', { src: url, alt: '' }));
  const logo = logoUrl(onlyCenter());
  const head = logo && h('img', { class: 'qr-paper-logo', src: logo, alt: '' });
  const paper = h(
    'div',
    { class: 'qr-paper', 'aria-hidden': 'true' },
    head,
    onlyCenter().name && h('p', { class: 'qr-paper-center' }, onlyCenter().name),
    image,
    h('p', { class: 'qr-paper-name' }, label.name),
    label.code ? h('p', { class: 'qr-paper-code' }, label.code) : null,
    label.place ? h('p', { class: 'qr-paper-place' }, label.place) : null,
  );
  document.body.append(paper);
  document.documentElement.classList.add('printing-label');
  const done = () => {
    document.documentElement.classList.remove('printing-label');
    paper.remove();
  };
  // Phones answer print() before they print: the paper stays until they say that they are done.
  addEventListener('afterprint', done, { once: true });
  setTimeout(done, 120_000);
  await Promise.all([image, head].map((one) => one && one.decode().catch(() => undefined)));
  window.print();
}

/**
 * @param {Label} label
 * @param {string} url
 */
function enlarge(label, url) {
  openDialog({
    title: label.name,
    hint: t('label.enlargeHint'),
    size: 'medium',
    body: h(
      'div',
      { class: 'qr-large' },
      h('img', { src: url, alt: t('label.alt', { name: label.name }) }),
      label.code ? h('p', { class: 'mono' }, label.code) : null,
    ),
  });
}

/**
 * @param {Label} label
 * @param {{signal: AbortSignal, user: {role: string}}} ctx
 * @returns {HTMLElement}
 */
export function qrCard(label, ctx) {
  return card(
    { title: t('label.title'), hint: t(`label.hint.${label.type}`), icon: 'qr', class: 'qr-card' },
    async(
      () => codeUrl(label, 'svg', ctx.signal),
      (url) =>
        h(
          'div',
          { class: 'qr-body' },
          h(
            'button',
            { type: 'button', class: 'qr-image', on: { click: () => enlarge(label, url) } },
            h('img', { src: url, alt: t('label.show', { name: label.name }), width: '160', height: '160' }),
          ),
          h(
            'div',
            { class: 'stack tight' },
            label.code ? h('p', { class: 'mono strong' }, label.code) : null,
            h(
              'div',
              { class: 'row' },
              mayLabel(ctx.user)
                ? button({
                    label: t('label.label'),
                    icon: 'qr',
                    href: `/etiquetas?${label.type === 'item' ? 'equipo' : 'puerta'}=${label.id}`,
                  })
                : null,
              button({ label: t('label.print'), icon: 'print', kind: 'plain', run: () => print(label, url) }),
              button({ label: 'SVG', icon: 'download', kind: 'quiet', run: () => download(label, 'svg') }),
              button({ label: 'PNG', icon: 'download', kind: 'quiet', run: () => download(label, 'png') }),
            ),
          ),
        ),
      { lines: 5 },
    ),
  );
}
