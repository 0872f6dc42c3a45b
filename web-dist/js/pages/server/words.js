/** Words of the box: its state, its certificate, its time zone. */
import { describe } from '../../kit/entities.js';
import { learn } from '../../kit/words.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

export const entities = describe({
  setting: { word: 'server.setting', many: 'server.settings', fields: 'server.settingField' },
});
