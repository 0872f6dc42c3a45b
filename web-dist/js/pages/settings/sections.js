/**
 * THE list of the sections of the settings, and the shape of one. A section is a small module: what it is called, its fields, and how
 * it says in a line what is in force. The page does the rest.
 */
import { alertRules } from '../alerts/settings.js';
import { usefulLives } from '../inventory/settings.js';
import { loanRules } from '../loans/house/section.js';
import { actas } from '../acta/settings.js';
import { describing } from '../descriptions/settings.js';
import { reports } from '../reports/settings.js';
import { access } from './access.js';
import { keeping } from './keeping.js';
import { mail } from './mail.js';
import { shifts } from './shifts.js';

/**
 * @typedef {import('wire').Settings} Settings
 * @typedef {import('wire').SettingsPatch} SettingsPatch
 * @typedef {object} SettingsSection
 * @property {string} path its word in the address: /configuracion/jornadas
 * @property {string} icon
 * @property {() => string} title
 * @property {() => string} hint
 * @property {(settings: Settings) => string} now what is in force, in a line
 * @property {(settings: Settings) => import('../../ui/form-rules.js').Values} values what its form begins with
 * @property {(settings: Settings) => import('../../ui/form.js').FormOptions['fields']} fields
 * @property {(changed: import('../../ui/form-rules.js').Values, all: import('../../ui/form-rules.js').Values) => SettingsPatch} patch what is sent of what was changed; `all` that the form holds
 * @property {SettingsPatch} first what is sent to have the first values again: null for each of its parts
 * @property {(settings: Settings, ctx: import('../../frame/router.js').PageContext) => Node | null} [more] what stands below the form
 */

/** @type {SettingsSection[]} */
export const SECTIONS = [access, shifts, usefulLives, loanRules, alertRules, keeping, actas, reports, describing, mail];
