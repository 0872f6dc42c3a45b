/** Words of a forgotten password, in English. @type {import('../../kit/words.js').Dictionary} */
export default {
  'recovery.title': 'Forgot your password?',
  'recovery.hint': 'Type the e-mail of your account and we send you a code to set another one.',
  'recovery.send': 'Send the code',
  'recovery.sent': 'Look at your e-mail',
  'recovery.sentHint': 'The code is good for 30 minutes, once.',
  'recovery.noMail': 'This server sends no e-mail. Ask the administration of the centre for a code and type it here.',
  'recovery.haveCode': 'I have a code',
  'recovery.toLogin': 'Back to sign-in',

  'recovery.newTitle': 'New password',
  'recovery.newHint': 'With the code that came by e-mail or from the administration.',
  'recovery.code': 'Code',
  'recovery.codeHint': 'Twelve letters and figures, such as ABCD-EFGH-2345.',
  'recovery.codeShape': 'The code has twelve letters and figures',
  'recovery.new': 'New password',
  'recovery.ends': 'The open sessions of your account end on all devices.',
  'recovery.set': 'Change and sign in',
  'recovery.set.enter': 'Your password is the new one. Sign in with it.',
  'recovery.done': 'Password changed. Welcome, {name}.',
  'recovery.another': 'Ask for another code',
  'recovery.one': 'Code for a new password',
};
