/** Words of the findings. */
import { describe } from '../../../kit/entities.js';
import { learn } from '../../../kit/words.js';
import '../words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  inventory_check_finding: {
    word: 'findings.one',
    many: 'nav.findings',
    fields: 'findings.field',
    values: { status: 'findings.status', kind: 'findings.kind' },
  },
});
