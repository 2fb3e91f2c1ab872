import type { Bilingual, Command } from './command.ts';

/** The text of `help`. */
export function helpLines(commands: readonly Command[], say: (zh: string, en: string) => string): string[] {
  const word = ({ zh, en }: Bilingual) => say(zh, en);
  const lines = [say('用法：npm run cli -- <命令> …', 'Usage: npm run cli -- <command> …')];
  for (const { name, usage, summary, options } of commands) {
    lines.push('', `${name} ${usage}`.trimEnd(), `    ${word(summary)}`);
    for (const option of options) lines.push(`      ${word(option)}`);
  }
  lines.push(
    '',
    say('环境变量', 'Environment'),
    say(
      '    WEIREEL_SERVER 服务器地址，WEIREEL_TOKEN 令牌，WEIREEL_PASSWORD 登录密码',
      '    WEIREEL_SERVER address of the server, WEIREEL_TOKEN token, WEIREEL_PASSWORD password for login',
    ),
    say(
      '    admin 命令直接打开服务器的数据：WEIREEL_DATA 数据目录，DATABASE_URL 数据库（与服务器的设置相同）',
      '    admin commands open the server’s own data: WEIREEL_DATA data folder, DATABASE_URL database (set as for the server)',
    ),
  );
  return lines;
}
