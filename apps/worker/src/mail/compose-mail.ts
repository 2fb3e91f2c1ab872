import { pagePaths, type Language } from '@weireel/contract';
import type { AddressedMail } from '@weireel/db/people';
import type { Mail } from '@weireel/mail';

/**
 * Writes a mail around its link. The code stands behind `#`, where no server's log has it. A mail to an address that
 * nobody has confirmed holds nothing that its sender chose: it may be a stranger's. A notice has no link: whoever gets
 * one is to go to the place that they know.
 *
 * @param publicUrl the configured address of the installation, without a slash at the end
 */
export function composeMail(addressed: AddressedMail, code: string, publicUrl: string): Mail {
  const { purpose, address, language, account } = addressed;
  const words = sentences[language];
  const host = new URL(publicUrl).host;
  const mail = { to: address, fromName: words.brand, language };
  if (purpose === 'changed')
    return {
      ...mail,
      subject: words.changed.subject,
      text: words.changed.lines(host, account ?? address).join('\n\n'),
    };
  const page = purpose === 'password' ? pagePaths.reset : pagePaths['confirm-email'];
  const link = `${publicUrl}${page}#${code}`;
  const { subject, lines } = words[purpose];
  return { ...mail, subject, text: [...lines(host, account ?? ''), link, ...words.end].join('\n\n') };
}

interface Words {
  brand: string;
  password: { subject: string; lines: (host: string, account: string) => string[] };
  email: { subject: string; lines: (host: string) => string[] };
  changed: { subject: string; lines: (host: string, account: string) => string[] };
  end: string[];
}

const sentences: Record<Language, Words> = {
  'zh-CN': {
    brand: '微影',
    password: {
      subject: '重设微影的密码',
      lines: (host, account) => [
        `有人请求重设 ${host} 上账号「${account}」的密码。`,
        '打开下面的链接设置新密码。链接一小时内有效，只能用一次。',
      ],
    },
    email: {
      subject: '确认微影的邮箱',
      lines: (host) => [
        `有人想把这个邮箱用于 ${host} 上的账号，以便忘记密码时重设。`,
        '如果是你，请打开下面的链接确认。链接一天内有效。',
      ],
    },
    changed: {
      subject: '微影账号的邮箱已更改',
      lines: (host, account) => [
        `${host} 上账号「${account}」不再使用这个邮箱，重设密码的链接不会再寄到这里。`,
        '如果是你改的，不用做什么。如果不是，请立即登录并更改密码，在设置里退出其他设备，并告诉管理员。',
      ],
    },
    end: ['如果不是你，请忽略这封邮件，什么都不会改变。'],
  },
  en: {
    brand: 'Weireel',
    password: {
      subject: 'Choose a new password for Weireel',
      lines: (host, account) => [
        `Somebody has asked for a new password for the account “${account}” on ${host}.`,
        'Choose one by this link. It works once, within an hour.',
      ],
    },
    email: {
      subject: 'Confirm your address for Weireel',
      lines: (host) => [
        `Somebody wants to use this address for an account on ${host}, for the day when a password is forgotten.`,
        'If that is you, confirm it by this link within a day.',
      ],
    },
    changed: {
      subject: 'Your Weireel account has another address',
      lines: (host, account) => [
        `The account “${account}” on ${host} does not use this address any more: links for a new password do not come here.`,
        'If that was you, there is nothing to do. If not, sign in at once, change your password, sign out your other devices in the settings, and tell an administrator.',
      ],
    },
    end: ['If it was not you, pass over this mail: nothing changes.'],
  },
};
