import type { people as chinese } from '../zh-cn/people.ts';

/** What is said about accounts and signing in. */
export const people: typeof chinese = {
  account: {
    loginTitle: 'Sign in to Weireel',
    loginText: 'Sign in to upload and manage videos.',
    registerTitle: 'Create an account',
    registerText: 'One account to upload, manage and watch.',
    account: 'Account',
    accountHint: 'For signing in: 2–64 characters, no spaces',
    password: 'Password',
    passwordHint: 'At least 8 characters',
    nickname: 'Nickname',
    nicknameHint: 'The name that others see',
    login: 'Sign in',
    register: 'Create account',
    toRegister: 'No account yet? Create one',
    toLogin: 'Have an account? Sign in',
    registrationClosed: 'Registration is closed here; ask an administrator.',
    registrationInvite: 'Registration is by invitation here; ask an administrator.',
    registrationApprove: 'An administrator has to approve new accounts.',
    pending: 'Registered. You can sign in once an administrator has approved the account.',
    accountShort: 'The account needs 2–64 characters and no spaces',
    passwordShort: 'The password needs at least 8 characters',
    nicknameMissing: 'Enter a nickname',
    accountMissing: 'Enter your account',
    passwordMissing: 'Enter your password',
  },
  setup: {
    title: 'Welcome to Weireel',
    text: 'Create the first account; it will be the administrator.',
    submit: 'Create the administrator and begin',
    noTokenTitle: 'One last step',
    noTokenText:
      'This server has no administrator yet. Find the one-time set-up link in the terminal that runs the server and open it in a browser. It looks like this:',
    noTokenAgain: 'Lost it? Restarting the server prints it again.',
    doneTitle: 'All set up',
    doneText: 'The administrator exists; sign in.',
  },
};
