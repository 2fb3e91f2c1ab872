import { approveUser } from '@weireel/db/people';
import { CommandError, type Command } from '../command.ts';
import { readOnly, readOptions } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

/** Lets a person in who registered while the server asks for approval. */
export const adminApprove: Command = {
  name: 'admin approve',
  usage: '<account>',
  summary: { zh: '批准一个等待中的账号', en: 'Let in an account that waits for approval' },
  options: [],
  async run(context, args) {
    const { positionals } = readOptions(context, args, {});
    const account = readOnly(context, positionals, context.say('账号', 'account')).toLowerCase();
    const isIn = await withInstallation(context, ({ connection }) => approveUser(connection.db, account));
    if (!isIn) {
      throw new CommandError(
        context.say(`没有等待批准的账号 ${account}`, `No account ${account} waits for approval`),
      );
    }
    context.print(context.say(`账号 ${account} 已批准`, `The account ${account} may sign in now`));
    return 0;
  },
};
