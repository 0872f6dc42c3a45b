/** How the pages look and speak: kept in this browser for the first paint, and with the account, which brings it along to others. */
import { api } from '../kit/api.js';
import { language, setLanguage } from '../kit/words.js';
import { session } from './session.js';

/** @typedef {'auto' | 'light' | 'dark'} Theme */

/** The theme that is shown; `auto` is the device's. @returns {Theme} */
export const theme = () => /** @type {Theme} */ (document.documentElement.dataset.theme ?? 'auto');

/** @param {string} value */
export function setTheme(value) {
  const chosen = value === 'light' || value === 'dark' ? value : null;
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  try {
    if (chosen) localStorage.setItem('inventario.theme', chosen);
    else localStorage.removeItem('inventario.theme');
  } catch {
    /* storage refused: it lasts for this visit */
  }
}

/** Shows everything anew in another language. @param {string} code */
export async function speak(code) {
  if (code === language()) return;
  await setLanguage(code);
  document.dispatchEvent(new CustomEvent('inventario:language'));
}

/** Takes over what the account says as soon as somebody is signed in. What they never chose stays as this browser has it. */
export function followAccount() {
  /** @type {string | null} */
  let followed = null;
  session.onChange(async (user) => {
    if ((user?.id ?? null) === followed) return;
    followed = user?.id ?? null;
    if (!user) return;
    const chosen = await api.get('/api/users/me/settings').catch(() => null);
    if (!chosen || session.user?.id !== user.id) return;
    if (chosen.theme) setTheme(chosen.theme);
    if (chosen.language) await speak(chosen.language);
  });
}
