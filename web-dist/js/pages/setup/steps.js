/** First start: the code, the administrator and the centre, a form each. */
import { api } from '../../kit/api.js';
import { askSecure, secureUrl } from '../../frame/secure.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { logoInput } from '../centers/logo.js';
import { zoneField } from '../server/time-zone.js';
import { restoreHint } from './restore.js';
import { isCode, isGuessable } from './rules.js';
import { email, firstName, lastName, password } from '../users/fields.js';
import { t } from './words.js';

/**
 * @typedef {import('./rules.js').Typed} Typed
 * @typedef {import('./rules.js').Step} Step
 * @typedef {import('wire').Greeting} Greeting
 * @typedef {{typed: Typed, server: Greeting | null, logo: Blob | null, keep: () => void, go: (step: Step, fault?: string) => void, back: () => void, accept: (server: Greeting) => void, restored: () => void, again: (fault: string) => void,
 *   ask: <T>(job: () => Promise<T>) => Promise<T | null>, finish: (session: import('wire').Session) => void}} Assistant
 * @typedef {{element: HTMLElement, focus: () => void, setTop: (text: string | null) => void}} Drawn
 */

/** Whatever is typed is kept, also when the step is left by the browser's own way back. @param {ReturnType<typeof form>} made @param {(values: Record<string, any>) => void} take */
function watch(made, take) {
  for (const kind of ['input', 'change']) made.element.addEventListener(kind, () => take(made.values()));
  return made;
}

/** By plain HTTP: the way to the secure connection, once it is known that the server has one. */
function secureFoot() {
  const foot = h('p', { class: 'door-foot', hidden: true });
  if (location.protocol !== 'http:') return foot;
  void askSecure().then((secure) => {
    if (!secure?.enabled) return;
    const own = secure.source === 'files' ? secureUrl(secure, location.href) : null;
    foot.append(h('a', { href: own ?? '/certificado' }, t(own ? 'setup.secureOpen' : 'setup.secureInstall')));
    foot.hidden = false;
  });
  return foot;
}

/** @param {Assistant} assistant @returns {Drawn} */
export function codeStep({ typed, keep, ask, accept, go }) {
  const made = form({
    values: { code: typed.code },
    fields: [
      {
        name: 'code',
        label: t('setup.code'),
        required: true,
        maxLength: 20,
        placeholder: 'XXXX-XXXX',
        hint: t('setup.codeHint'),
        validate: (value) => (isCode(String(value)) ? null : t('setup.codeLength')),
      },
    ],
    submitLabel: t('setup.next'),
    submitIcon: 'forward',
    onSubmit: ({ code }) => ask(() => api.post('/api/setup/check', { code }, { open: true })),
    onDone: (server) => {
      if (!server) return;
      accept(server);
      go('admin');
    },
  });
  made.element.append(secureFoot());
  return watch(made, (values) => {
    typed.code = values.code ?? '';
    keep();
  });
}

/** @param {Assistant} assistant @returns {Drawn} */
export function adminStep({ typed, keep, go, back }) {
  const made = form({
    values: typed.admin,
    fields: [
      firstName(),
      lastName(),
      email({ hint: t('setup.emailHint') }),
      password({
        hint: typed.admin.email && !typed.admin.password ? t('setup.passwordAgain') : undefined,
        validate: (value, values) =>
          value && isGuessable(value, String(values.email ?? '')) ? t('setup.guessable') : null,
      }),
    ],
    submitLabel: t('setup.next'),
    submitIcon: 'forward',
    cancel: { label: t('setup.back'), run: back },
    onSubmit: () => null,
    onDone: () => go('center'),
  });
  made.element.append(restoreHint(go));
  return watch(made, (values) => {
    typed.admin = values;
    keep();
  });
}

/** @param {Assistant} assistant @returns {Drawn} */
export function centerStep(assistant) {
  const { typed, server, keep, go, back } = assistant;
  const made = form({
    values: { ...typed.center, time_zone: typed.time_zone ?? server?.time_zone },
    fields: [
      {
        name: 'name',
        label: t('setup.centerName'),
        required: true,
        maxLength: 200,
        placeholder: t('setup.centerSample'),
      },
      {
        name: 'code',
        label: t('setup.centerCode'),
        required: true,
        maxLength: 20,
        inputmode: 'numeric',
        hint: t('setup.centerCodeHint'),
      },
      { name: 'city', label: t('centers.city'), required: true, maxLength: 100, width: 'half' },
      { name: 'region', label: t('centers.region'), maxLength: 100, width: 'half' },
      ...(server && !server.time_zone_fixed ? [zoneField(server.time_zones)] : []),
    ],
    submitLabel: t('setup.next'),
    submitIcon: 'forward',
    cancel: { label: t('setup.back'), run: back },
    onSubmit: () => null,
    onDone: () => go('start'),
  });
  made.element.querySelector('.form-fields')?.append(
    logoInput({
      optional: true,
      value: assistant.logo,
      onFile: (file) => {
        assistant.logo = file;
      },
    }).element,
  );
  return watch(made, (values) => {
    ({ time_zone: typed.time_zone = null, ...typed.center } = values);
    keep();
  });
}
