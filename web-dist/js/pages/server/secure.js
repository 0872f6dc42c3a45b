/** How the server stands with HTTPS, for the page about it. */
import { date } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge, card, facts, notice } from '../../ui/parts.js';
import { t } from './words.js';

/** @typedef {import('wire').ServerDetails} Details */

/** A fingerprint that breaks between its bytes, to be compared by eye. @param {string | null} [text] */
export const fingerprint = (text) =>
  h('span', { class: 'mono fingerprint' }, ...(text ?? '').split(/(?<=:)/).flatMap((byte) => [byte, h('wbr', {})]));

/** @param {Details} details */
export function secure({ tls, discovery, addresses }) {
  if (!tls) return card({ title: t('server.secure'), icon: 'lock' }, h('p', { class: 'muted' }, t('server.secureOff')));
  const url = [...discovery.names, ...addresses].find((it) => it.secure_url)?.secure_url ?? null;
  return card(
    { title: t('server.secure'), icon: 'lock' },
    tls.error ? notice({ tone: 'bad', title: t('server.secureError'), text: tls.error }) : null,
    facts([
      [t('server.secureState'), badge({ tone: 'good', icon: 'lock', word: t('server.secureOn') })],
      [t('server.secureSource'), t(`server.secureSource.${tls.source}`)],
      url ? [t('server.secureUrl'), h('span', { class: 'mono' }, url)] : null,
      [t('server.secureUntil'), date(tls.valid_until)],
      [t('certificate.fingerprint'), fingerprint(tls.fingerprint)],
    ]),
    tls.left_out.length
      ? notice({
          tone: 'warn',
          title: t('server.secureLeftOut'),
          text: t('server.secureLeftOutHint', { ips: tls.left_out.join(', ') }),
        })
      : null,
    tls.source === 'authority' ? h('p', {}, h('a', { href: '/certificado' }, t('server.secureGo'))) : null,
  );
}
