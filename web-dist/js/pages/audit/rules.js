/** What is said of a look at the chain. Without the DOM. */
import { t } from './words.js';

/**
 * @param {import('wire').AuditChain} chain
 * @param {boolean} compared whether it was compared with what somebody wrote down: the server's sentence says how that went
 */
export function chainText(chain, compared) {
  if (!chain.whole || compared) return chain.message;
  const entries = t('audit.chainEntries', { n: chain.entries ?? 0 });
  const last = chain.without_key_until;
  return last ? `${entries} ${t('audit.chainSeam', { number: String(last) })}` : entries;
}
