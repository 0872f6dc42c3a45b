/** From when on the server raises alerts: the house's own rules, changed by the general administrator. */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { async, card } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('../../ui/form.js').Field} Field */

/** @param {string} name @param {number} min @param {number} max @returns {Field} */
const count = (name, min, max) => ({
  name,
  label: t(`alerts.ruleField.${name}`),
  type: 'number',
  min,
  max,
  required: true,
  width: 'half',
});

/** @param {import('../../frame/router.js').PageContext} ctx */
export const houseRules = (ctx) =>
  async(
    () => api.get('/api/settings', { signal: ctx.signal }),
    ({ alerts }) =>
      card(
        { title: t('alerts.rules'), hint: t('alerts.rulesHint'), icon: 'settings' },
        form({
          compact: true,
          values: { ...alerts },
          fields: [
            count('low_stock_minimum', 0, 1000),
            count('maintenance_pending_days', 1, 365),
            count('check_waiting_hours', 1, 720),
            count('kept_days', 30, 3650),
            { name: 'missing_checks', label: t('alerts.ruleField.missing_checks'), type: 'checkbox' },
          ],
          submitIcon: 'check',
          onSubmit: (values) => api.put('/api/settings', { alerts: values }),
          onDone: () => toast(t('alerts.rulesKept'), { tone: 'good' }),
        }).element,
      ),
  );
