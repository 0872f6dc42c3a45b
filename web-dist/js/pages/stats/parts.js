/** What all panels of statistics share. */
import { notice } from '../../ui/parts.js';
import { t } from './words.js';

/** @typedef {{start_date: string, end_date: string, environment_id?: string}} Asked */
/** @typedef {{ctx: import('../../frame/router.js').PageContext, asked: Asked}} Panel */

/** What to do about it. @param {import('./rules.js').Advice[]} advice */
export const said = (advice) =>
  advice.map(({ tone, key, vars, href }) =>
    notice({ tone, text: t(key, vars), action: href ? { label: t('stats.see'), icon: 'forward', href } : null }),
  );
