/** What the house decides, for the general administrator: the sections with what is in force, and a form for each. */
import { ApiError, api } from '../../kit/api.js';
import { confirm } from '../../ui/dialog.js';
import { h } from '../../ui/dom.js';
import { writeDraft } from '../../ui/draft.js';
import { form } from '../../ui/form.js';
import { async, button, card, columns, linkList } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { SECTIONS } from './sections.js';
import { t } from './words.js';

const HOME = '/configuracion';

/** @type {import('../../frame/router.js').Page} */
export const overview = {
  title: () => t('nav.settings'),
  hint: () => t('settings.hint'),
  render: (ctx) =>
    columns(
      card(
        { title: t('settings.parts'), icon: 'settings' },
        async(
          () => api.get('/api/settings', { signal: ctx.signal }),
          (settings) =>
            linkList(
              SECTIONS.map((section) => ({
                href: `${HOME}/${section.path}`,
                icon: section.icon,
                title: section.title(),
                hint: section.now(settings),
              })),
            ),
        ),
      ),
      card(
        { title: t('settings.elsewhere'), icon: 'link' },
        linkList([
          { href: '/centros', icon: 'clock', title: t('settings.zone'), hint: t('settings.zoneHint') },
          { href: '/copias', icon: 'package', title: t('settings.backup'), hint: t('settings.backupHint') },
          { href: '/servidor', icon: 'monitor', title: t('settings.server'), hint: t('settings.serverHint') },
        ]),
      ),
    ),
};

/** @type {import('../../frame/router.js').Page} */
export const section = {
  title: () => t('nav.settings'),
  async render(ctx) {
    ctx.setBack(HOME, t('nav.settings'));
    const part = SECTIONS.find(({ path }) => path === ctx.params.section);
    if (!part) throw new ApiError(404, 'no_encontrado', t('settings.unknown'));
    ctx.setTitle(part.title());
    ctx.setHint(part.hint());
    ctx.setActions(button({ label: t('settings.reset'), icon: 'undo', run: reset }));
    const settings = await api.get('/api/settings', { signal: ctx.signal });
    const draft = `settings-${part.path}`;
    const title = part.title();
    const made = form({
      ctx,
      id: draft,
      values: part.values(settings),
      fields: part.fields(settings),
      onSubmit: (values, { changed }) => api.put('/api/settings', part.patch(changed, values)),
      onDone() {
        toast(t('settings.saved', { section: title }));
        return ctx.navigate(HOME);
      },
    });
    async function reset() {
      const sure = await confirm({
        title: t('settings.resetAsk'),
        text: t('settings.resetText'),
        loses: [t('settings.resetLoses', { section: title })],
        confirmLabel: t('settings.reset'),
        danger: true,
        icon: 'undo',
      });
      if (!sure) return;
      await api.put('/api/settings', part?.first);
      writeDraft(draft, null);
      toast(t('settings.resetDone', { section: title }));
      ctx.reload();
    }
    return h('div', { class: 'stack' }, card({}, made.element), part.more?.(settings, ctx) ?? null);
  },
};
