/**
 * The end of the audit's chain: shown so that somebody can write it down, and compared with what was written down.
 */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { notice } from '../../ui/parts.js';
import { chainText } from './rules.js';
import { t } from './words.js';

/** What a look at the chain found. @param {HTMLElement} place @param {import('wire').AuditChain} chain @param {boolean} [compared] */
function show(place, chain, compared = false) {
  const found = notice({
    tone: chain.whole ? 'good' : 'bad',
    icon: chain.whole ? 'check-circle' : 'triangle',
    title: t(chain.whole ? 'audit.chainWhole' : 'audit.chainBroken'),
    text: chainText(chain, compared),
  });
  replace(place, found);
}

/** Looks at every entry of the chain and says what it found. @param {HTMLElement} place @param {AbortSignal} signal */
export async function verify(place, signal) {
  show(place, await api.get('/api/audit-logs/verify', { signal }));
}

/** Asks for the seal that somebody wrote down, and says whether the chain still has it. @param {HTMLElement} place */
function compare(place) {
  const written = form({
    fields: [
      { name: 'number', label: t('audit.sealNumber'), type: 'number', required: true, min: 0 },
      { name: 'seal', label: t('audit.seal'), required: true, maxLength: 100, hint: t('audit.sealHint') },
    ],
    compact: true,
    submitLabel: t('audit.sealCompareGo'),
    submitIcon: 'shield',
    cancel: { run: () => box.close() },
    onSubmit: (values) =>
      api.get('/api/audit-logs/verify', { query: { number: Number(values.number), seal: String(values.seal) } }),
    onDone: (chain) => {
      box.close();
      show(place, chain, true);
    },
  });
  const box = openDialog({
    title: t('audit.sealCompareAsk'),
    hint: t('audit.sealCompareHint'),
    size: 'small',
    body: written.element,
  });
}

/** The seal of now, with what it is good for. @param {import('wire').AuditSeal} seal @param {HTMLElement} place where a comparison is told */
export const sealView = (seal, place) =>
  notice({
    tone: 'muted',
    icon: 'shield',
    title: t('audit.sealNow', { number: number(seal.number) }),
    text: h('span', {}, h('strong', { class: 'audit-seal num' }, seal.seal), h('br'), t('audit.sealWhy')),
    action: { label: t('audit.sealCompare'), run: () => compare(place) },
  });
