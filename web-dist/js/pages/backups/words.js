/** Words of the backups. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  backup: { word: 'backups.one', many: 'backups.many', fields: 'backups.field', values: { reason: 'backups.reason' } },
  setting: { fields: 'backups.settingField' },
});
