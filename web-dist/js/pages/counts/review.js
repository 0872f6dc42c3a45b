/** The second look: what differs on top, with its reasons; approve, or send back. Also what a count was, once it is decided. */
import { api } from '../../kit/api.js';
import { date, dateTime, money, number } from '../../kit/format.js';
import { readDraft, writeDraft } from '../../ui/draft.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, card, emptyState, facts, notice, stat, stats } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { cancelCount, sendBack } from './actions.js';
import { byWeight, differs, isCounted, sums, worthOf } from './rules.js';
import { amount, countState, signed, subject, t } from './words.js';

/** @typedef {import('wire').CountDetail} CountDetail */
/** @typedef {import('wire').CountLine} CountLine */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** Reasons that come up again and again. */
const REASONS = ['waste', 'spill', 'records', 'expired', 'unit', 'lost', 'found'];

/** @param {CountDetail} count @param {PageContext} ctx */
export function reviewView(count, ctx) {
  const draft = `count-review-${count.id}`;
  const kept = readDraft(draft) ?? {};
  /** @type {Record<string, string>} */
  const reasons = { ...kept.reasons };
  /** @type {Set<string>} */
  const again = new Set(kept.again ?? []);
  const decides = count.may_decide;
  const keep = () => writeDraft(draft, decides ? { reasons, again: [...again] } : null);
  const different = byWeight(count.items.filter(differs));
  const equal = count.items.filter((line) => isCounted(line) && !differs(line));
  const open = count.items.filter((line) => !isCounted(line));
  const top = h('div', { class: 'form-place', role: 'alert' });
  const listId = uid('reasons');
  const reasonOf = (/** @type {CountLine} */ line) => reasons[line.id] ?? line.reason ?? '';

  /** @type {Map<string, HTMLInputElement>} */
  const fields = new Map();
  /** @param {CountLine} line */
  function reasonField(line) {
    const id = uid('reason');
    const input = h('input', {
      id,
      type: 'text',
      maxlength: '50',
      list: listId,
      autocomplete: 'off',
      required: true,
      value: reasonOf(line),
      on: {
        input: () => {
          reasons[line.id] = input.value;
          input.removeAttribute('aria-invalid');
          keep();
        },
      },
    });
    fields.set(line.id, input);
    const check = h('input', {
      type: 'checkbox',
      id: `${id}-again`,
      checked: again.has(line.id),
      on: {
        change: () => {
          if (check.checked) again.add(line.id);
          else again.delete(line.id);
          keep();
          label();
        },
      },
    });
    return h(
      'div',
      { class: 'count-reason' },
      h('div', { class: 'field' }, h('label', { for: id }, t('counts.reason')), input),
      h('div', { class: 'field check' }, check, h('label', { for: `${id}-again` }, t('counts.again'))),
    );
  }

  /** @param {string} label @param {import('../../ui/dom.js').Child} value @param {string} [tone] */
  const figure = (label, value, tone = '') =>
    h('div', { class: `count-cell ${tone}` }, h('dt', {}, label), h('dd', { class: 'num' }, value));

  /** @param {CountLine} line */
  function row(line) {
    const worth = worthOf(line);
    const isLess = (line.difference ?? 0) < 0;
    const of = (/** @type {number | null | undefined} */ n) =>
      n === null || n === undefined ? '—' : amount(n, line.unit);
    const moved = line.moved_quantity ?? 0;
    return h(
      'li',
      { class: 'count-diff' },
      h(
        'div',
        { class: 'count-diff-what' },
        h('h3', {}, line.product_name),
        h(
          'p',
          { class: 'muted' },
          [
            t('counts.lotIn', { batch: line.batch_number, bin: line.bin_code }),
            line.use_by_date ? t('counts.useBy', { day: date(line.use_by_date) }) : '',
            line.is_found ? t('counts.isFound') : '',
          ]
            .filter(Boolean)
            .join(' · '),
        ),
        h(
          'p',
          { class: 'muted' },
          t('counts.byWhom', { who: line.counted_by_name ?? '', when: dateTime(line.counted_at) }),
        ),
      ),
      h(
        'dl',
        { class: 'count-figures' },
        figure(t('counts.expected'), of(line.expected_quantity)),
        figure(t('counts.countedHead'), of(line.counted_quantity)),
        figure(
          t('counts.difference'),
          h('span', {}, icon(isLess ? 'down' : 'up', { class: 'small' }), signed(line.difference ?? 0, line.unit)),
          isLess ? 'bad' : 'info',
        ),
        figure(t('counts.worth'), worth === null ? '—' : money(worth)),
      ),
      moved && line.result_quantity !== null && line.result_quantity !== undefined
        ? notice({
            tone: 'info',
            icon: 'swap',
            text: t(moved < 0 ? 'counts.movedOut' : 'counts.movedIn', {
              n: amount(Math.abs(moved), line.unit),
              left: amount(line.result_quantity, line.unit),
            }),
          })
        : null,
      line.obstacle ? notice({ tone: 'bad', text: line.obstacle }) : null,
      decides
        ? reasonField(line)
        : line.reason
          ? h('p', { class: 'said' }, t('counts.because', { reason: line.reason }))
          : null,
    );
  }

  /** @param {CountLine[]} lines @param {string} title */
  const fold = (lines, title) =>
    lines.length
      ? h(
          'details',
          { class: 'fold' },
          h('summary', {}, title, ' ', h('span', { class: 'badge muted num' }, number(lines.length))),
          h(
            'ul',
            { class: 'count-plain', role: 'list' },
            ...lines.map((line) =>
              h(
                'li',
                {},
                h(
                  'span',
                  {},
                  `${line.product_name} · ${t('counts.lotIn', { batch: line.batch_number, bin: line.bin_code })}`,
                ),
                h('span', { class: 'num' }, isCounted(line) ? amount(line.counted_quantity ?? 0, line.unit) : '—'),
              ),
            ),
          ),
        )
      : null;

  async function approve() {
    const missing = different.filter((line) => !reasonOf(line).trim());
    for (const line of missing) fields.get(line.id)?.setAttribute('aria-invalid', 'true');
    if (missing.length) {
      replace(top, notice({ tone: 'bad', text: t('counts.reasonMissing', { n: missing.length }) }));
      fields.get(missing[0].id)?.focus();
      return;
    }
    replace(top);
    const given = different.map((line) => ({ line_id: line.id, reason: reasonOf(line).trim() }));
    await api.post(`/api/counts/${count.id}/approve`, { reasons: given });
    writeDraft(draft, null);
    toast(t('counts.approved'));
    ctx.reload();
  }
  const returnButton = button({
    label: t('counts.return'),
    icon: 'undo',
    run: () => sendBack(count, [...again], ctx, () => writeDraft(draft, null)),
  });
  const label = () => {
    returnButton.lastChild?.replaceWith(
      document.createTextNode(again.size ? t('counts.returnN', { n: again.size }) : t('counts.return')),
    );
  };
  label();
  if (count.may_decide || (count.why_not && count.status === 'submitted'))
    ctx.setActions(
      menu({
        label: t('common.more'),
        icon: 'more',
        items: [{ label: t('counts.cancel'), icon: 'trash', danger: true, run: () => cancelCount(count, ctx) }],
      }),
    );
  const { missing, extra, unknown } = sums(count.items);
  const someWorth = different.some((line) => worthOf(line) !== null);
  const isHidden = count.is_hidden;
  return h(
    'div',
    { class: `stack count-review ${decides ? 'with-foot' : ''}` },
    count.why_not ? notice({ tone: 'info', icon: 'users', text: count.why_not }) : null,
    isHidden ? notice({ tone: 'info', icon: 'eye-off', text: t('counts.hidden') }) : null,
    count.decision_notes
      ? notice({ tone: count.status === 'approved' ? 'good' : 'warn', text: count.decision_notes })
      : null,
    stats(
      stat({
        label: t('counts.progress'),
        icon: 'list',
        value: t('counts.ofLines', { n: number(count.counted_lines), all: number(count.lines) }),
      }),
      isHidden
        ? null
        : stat({
            label: t('counts.differences'),
            icon: 'triangle',
            value: number(different.length),
            tone: different.length ? 'warn' : 'good',
          }),
      someWorth ? stat({ label: t('counts.missingWorth'), icon: 'down', value: money(Math.abs(missing)) }) : null,
      someWorth ? stat({ label: t('counts.extraWorth'), icon: 'up', value: money(extra) }) : null,
    ),
    someWorth && unknown ? h('p', { class: 'muted' }, t('counts.unknownWorth', { n: unknown })) : null,
    count.arrived.length && count.status === 'submitted'
      ? notice({
          tone: 'info',
          icon: 'package',
          text: t('counts.arrivedMany', {
            n: count.arrived.length,
            which: count.arrived
              .slice(0, 4)
              .map(({ batch_number, bin_code }) => `${batch_number} (${bin_code})`)
              .join(', '),
          }),
        })
      : null,
    isHidden
      ? null
      : card(
          { title: t('counts.differences'), icon: 'triangle', hint: decides ? t('counts.differencesHint') : undefined },
          h('datalist', { id: listId }, ...REASONS.map((word) => h('option', { value: t(`counts.reason.${word}`) }))),
          top,
          different.length
            ? h('ul', { class: 'count-diffs', role: 'list' }, ...different.map(row))
            : emptyState({ icon: 'check-circle', title: t('counts.allEqual'), hint: t('counts.allEqualHint') }),
        ),
    isHidden ? fold(count.items.filter(isCounted), t('counts.countedLines')) : fold(equal, t('counts.equalLines')),
    fold(open, t('counts.openLines')),
    card(
      { title: t('counts.about'), icon: 'info' },
      facts([
        [t('common.status'), badge(countState(count.status))],
        [t('counts.what'), subject(count)],
        [t('counts.warehouse'), count.warehouse_name],
        [t('counts.blindField'), count.is_blind ? t('common.yes') : t('common.no')],
        [t('counts.openedBy'), `${count.created_by_name}, ${dateTime(count.created_at)}`],
        [t('counts.countedBy'), count.counted_by.join(', ')],
        count.submitted_at ? [t('counts.submittedAt'), dateTime(count.submitted_at)] : null,
        count.decided_at ? [t('counts.decidedBy'), `${count.decided_by_name}, ${dateTime(count.decided_at)}`] : null,
        [t('counts.notes'), count.notes ?? null],
      ]),
    ),
    decides
      ? h(
          'div',
          { class: 'count-foot' },
          returnButton,
          button({ label: t('counts.approve'), icon: 'check-circle', kind: 'primary', run: approve }),
        )
      : null,
  );
}
