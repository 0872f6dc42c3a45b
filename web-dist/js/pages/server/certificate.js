/**
 * The box's certificate: what it is for, the download, and how each kind of device installs it. For anybody, signed in or not.
 */
import { api } from '../../kit/api.js';
import { brand } from '../../frame/brand.js';
import { date } from '../../kit/format.js';
import { deviceOf, secureUrl } from '../../frame/secure.js';
import { session } from '../../frame/session.js';
import { h, icon, replace } from '../../ui/dom.js';
import { card, facts, linkList, notice } from '../../ui/parts.js';
import { fingerprint } from './secure.js';
import { t } from './words.js';

/** @typedef {import('wire').Secure} Secure */

/** The devices with instructions of their own, and how many steps each has. @type {[string, number][]} */
export const DEVICES = [
  ['android', 4],
  ['iphone', 4],
  ['windows', 4],
  ['linux', 3],
];

/** The steps for one kind of device. @param {string} device @param {number} count @param {boolean} open */
const steps = (device, count, open) =>
  h(
    'details',
    { class: 'device', open },
    h('summary', {}, t(`certificate.${device}`)),
    h('ol', {}, ...Array.from({ length: count }, (_, at) => h('li', {}, t(`certificate.${device}.${at + 1}`)))),
  );

/** @param {Secure} secure */
function install(secure) {
  const mine = deviceOf(navigator.userAgent);
  return [
    card(
      { title: t('certificate.download'), hint: t('certificate.downloadHint'), icon: 'lock' },
      h(
        'a',
        { class: 'button primary', href: '/api/tls/authority', download: '' },
        icon('download'),
        h('span', {}, t('certificate.downloadButton')),
      ),
      h('p', { class: 'muted small' }, t('certificate.checkHint')),
      facts([
        [t('certificate.fingerprint'), fingerprint(secure.fingerprint)],
        [t('certificate.until'), date(secure.valid_until)],
      ]),
      notice({ tone: 'info', text: t('certificate.reach') }),
    ),
    card(
      { title: t('certificate.steps'), hint: t('certificate.stepsHint'), icon: 'list' },
      h('div', { class: 'devices' }, ...DEVICES.map(([device, count]) => steps(device, count, device === mine))),
    ),
  ];
}

/** Where to go on: at once, or when it is installed. @param {Secure} secure */
function goOn(secure) {
  const best = secureUrl(secure, location.href, '');
  const urls = best ? [best, ...secure.urls.filter((url) => url !== best)] : secure.urls;
  if (!urls.length) return null;
  const hint = secure.source === 'files' ? t('certificate.goOnHintFiles') : t('certificate.goOnHint');
  return card(
    { title: t('certificate.goOn'), hint, icon: 'check-circle' },
    linkList(
      urls.map((url) => ({
        href: url,
        title: h('span', { class: 'mono' }, url),
        end: icon('forward', { class: 'small' }),
      })),
    ),
  );
}

/** The page, with a way on for who is not signed in. @param {AbortSignal | undefined} signal @param {{href: string, label: string}} on */
async function draw(signal, on) {
  /** @type {Secure} */
  const secure = await api.get('/api/tls', { open: true, signal });
  const isOurs = secure.source === 'authority';
  const hint = isOurs ? t('certificate.hint') : t('certificate.hintPlain');
  return h(
    'div',
    { class: session.user ? 'stack certificate' : 'door wide certificate' },
    session.user ? null : brand(),
    h('div', {}, h('h1', {}, t('certificate.title')), h('p', { class: 'muted' }, hint)),
    ...(isOurs ? install(secure) : []),
    secure.source === 'files' ? notice({ tone: 'good', text: t('certificate.files') }) : null,
    secure.enabled
      ? goOn(secure)
      : notice({ tone: 'info', title: t('certificate.off'), text: t('certificate.offText') }),
    session.user ? null : h('p', { class: 'door-foot' }, h('a', { href: on.href }, on.label)),
  );
}

/** Before the set-up, where there is no other page yet but the assistant. @param {HTMLElement} app */
export async function certificateFirst(app) {
  const page = await draw(undefined, { href: '/', label: t('certificate.backSetup') });
  replace(app, h('div', { class: 'frame guest' }, h('div', {}, h('main', { class: 'main', id: 'main' }, page))));
  document.title = `${t('certificate.title')} · ${t('app.name')}`;
}

/** @type {import('../../frame/router.js').Page} */
export const certificate = {
  title: () => t('certificate.title'),
  bare: true,
  render: (ctx) => draw(ctx.signal, { href: '/ingresar', label: t('certificate.back') }),
};
