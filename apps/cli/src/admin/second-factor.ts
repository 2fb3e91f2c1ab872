import { inTransaction } from '@weireel/db';
import { dropSecondFactor, findUser, findUserByAccount } from '@weireel/db/people';
import { CommandError, UsageError, type Command } from '../command.ts';
import { readOnly, readOptions } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

/** Lets a person in without a code who has lost what makes them: also the only administrator. */
export const adminSecondFactor: Command = {
  name: 'admin second-factor',
  usage: '<account> --remove',
  summary: { zh: '关闭一个账号的两步验证', en: 'Switch off the second factor of an account' },
  options: [
    {
      zh: '--remove          关闭，并退出其所有登录',
      en: '--remove          switch it off, and end all its sessions',
    },
  ],
  async run(context, args) {
    const { say } = context;
    const { values, positionals } = readOptions(context, args, { remove: { type: 'boolean' } });
    const name = readOnly(context, positionals, say('账号', 'account'));
    if (values.remove !== true) throw new UsageError(say('缺少 --remove', 'The option --remove is missing'));
    await withInstallation(context, ({ connection: { db } }) =>
      inTransaction(db, async (trx) => {
        const user = (await findUserByAccount(trx, name.toLowerCase())) ?? (await findUser(trx, name));
        if (user === null || user.second_factor_at === null) {
          throw new CommandError(
            say(`账号 ${name} 没有开启两步验证`, `No account ${name} has a second factor`),
          );
        }
        await dropSecondFactor(trx, { userId: user.id, by: { id: null } });
      }),
    );
    context.print(
      say(`账号 ${name} 的两步验证已关闭`, `The second factor of the account ${name} is switched off`),
    );
    return 0;
  },
};
