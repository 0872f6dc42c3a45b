/** Loans and what goes with them, side by side: who may not borrow, and what is lent only after an induction. */
import { viewLinks } from '../../ui/views.js';
import { atDesk } from './rules.js';
import { t } from './words.js';

/** @param {{role: string}} user @param {'/prestamos' | '/suspensiones' | '/inducciones'} here */
export function views(user, here) {
  if (user.role === 'instructor') return null;
  const all = [
    { href: '/prestamos', icon: 'swap', word: t('nav.loans') },
    { href: '/suspensiones', icon: 'lock', word: t('nav.suspensions') },
    { href: '/inducciones', icon: 'shield', word: t('nav.inductions') },
  ];
  return viewLinks({
    label: t('nav.loans'),
    here,
    views: all.filter(({ href }) => atDesk(user) || href !== '/suspensiones'),
  });
}
