/** Words of signing in and making an account, in English. @type {import('../../kit/words.js').Dictionary} */
export default {
  'login.title': 'Sign in',
  'login.hint': 'Use the e-mail and password of your account.',
  'login.submit': 'Sign in',
  'login.noAccount': 'No account?',
  'login.register': 'Create one',
  'login.othersFailed':
    'Many sign-ins failed on other devices. Wait {minutes} min, or sign in on a device where you have done so before.',
  'login.again': 'Sign in again',
  'login.againHint': 'Your session ended. What you typed is still on the page.',
  'login.other': 'Use another account',

  'register.title': 'Create account',
  'register.hint': 'To see and check the equipment of your room.',
  'register.role': 'I am',
  'register.submit': 'Create account',
  'register.have': 'Have an account?',
  'register.wait': 'The administration activates these accounts before the first sign-in.',
  'register.waiting': 'Your account waits for activation',
  'register.waitingText':
    'The administration of the centre will review the request of {email}. Once active, you can sign in.',
  'register.toLogin': 'Back to sign-in',
  'register.closed': 'Registration is closed',
  'register.closedText': 'The administration of the centre makes the accounts: ask for yours.',
  'register.welcome': 'Account created. Welcome, {name}.',
  'register.emailHint': 'You will sign in with this e-mail.',
  'login.forgot': 'Forgot your password?',
};
