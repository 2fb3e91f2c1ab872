import { pagePaths, type Language } from '@weireel/contract';
import type { AddressedMail } from '@weireel/db/people';
import type { Mail } from '@weireel/mail';

/**
 * Writes a mail around its link. The code stands behind `#`, where no server's log has it. A mail to an address that
 * nobody has confirmed holds nothing that its sender chose: it may be a stranger's.
 *
 * @param publicUrl the configured address of the installation, without a slash at the end
 */
export function composeMail(addressed: AddressedMail, code: string, publicUrl: string): Mail {
  const { purpose, address, language, account } = addressed;
  const page = purpose === 'password' ? pagePaths.reset : pagePaths['confirm-email'];
  const link = `${publicUrl}${page}#${code}`;
  const words = sentences[language];
  const { subject, lines } = words[purpose];
  const text = [...lines(new URL(publicUrl).host, account ?? ''), link, ...words.end].join('\n\n');
  return { to: address, fromName: words.brand, subject, text, language };
}

interface Words {
  brand: string;
  password: { subject: string; lines: (host: string, account: string) => string[] };
  email: { subject: string; lines: (host: string) => string[] };
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
    end: ['If it was not you, pass over this mail: nothing changes.'],
  },
};
