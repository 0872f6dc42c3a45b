/** First start: a box whose clock is wrong is told of before anything is written down by it. */
import { isApart } from '../../kit/clock.js';
import { dateTime, wallClock } from '../../kit/format.js';
import { notice } from '../../ui/parts.js';
import { t } from './words.js';

/** @param {Date} wall */
const said = (wall) => dateTime(wall.toISOString().slice(0, 19));

/** What is wrong with the clocks, if something is. @param {boolean} isBeforeBuild what the server says of its own */
export function clockNotice(isBeforeBuild) {
  if (!isApart() && !isBeforeBuild) return null;
  const [server, device] = [said(wallClock()), said(wallClock(new Date()))];
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
  return notice({
    tone: 'bad',
    icon: 'clock',
    title: t('setup.clockTitle'),
    text: isApart() ? t('setup.clockApart', { server, device, now }) : t('setup.clockOld', { server }),
  });
}
