import { roleNames, WeireelError } from '@weireel/contract/plain';
import { inTransaction } from '@weireel/db';
import { changeRole, findUser, findUserByAccount } from '@weireel/db/people';
import { CommandError, type Command, type CommandContext } from '../command.ts';
import { readOnly, readOptions } from '../read-options.ts';
import { withInstallation } from './with-installation.ts';

type Role = (typeof roleNames)[number];

/** Shows which roles a person has, and gives or takes some. */
export const adminRoles: Command = {
  name: 'admin roles',
  usage: '<account>',
  summary: { zh: '查看、授予或收回一个账号的角色', en: 'Show, give or take the roles of an account' },
  options: [
    {
      zh: '--give <角色>     授予，如 editor,teacher',
      en: '--give <roles>   give some, such as editor,teacher',
    },
    { zh: '--take <角色>     收回', en: '--take <roles>   take some' },
  ],
  async run(context, args) {
    const { values, positionals } = readOptions(context, args, {
      give: { type: 'string' },
      take: { type: 'string' },
    });
    const name = readOnly(context, positionals, context.say('账号', 'account'));
    const given = readRoles(context, values.give);
    const taken = readRoles(context, values.take);
    const roles = await withInstallation(context, ({ connection: { db } }) =>
      inTransaction(db, async (trx) => {
        // Who comes by WeChat only has an id and no account.
        const user = (await findUserByAccount(trx, name.toLowerCase())) ?? (await findUser(trx, name));
        if (!user) throw new WeireelError('not_found');
        let found = user;
        for (const [isGiven, list] of [
          [true, given],
          [false, taken],
        ] as const) {
          for (const role of list) {
            found = await changeRole(trx, { userId: user.id, role, isGiven, byId: null });
          }
        }
        return found.roles;
      }),
    );
    context.print(`${name}: ${roles.length === 0 ? context.say('没有角色', 'no roles') : roles.join(', ')}`);
    return 0;
  },
};

function readRoles({ say }: CommandContext, text: string | undefined): Role[] {
  const names = text?.split(',').map((name) => name.trim()) ?? [];
  return names.map((name) => {
    const role = roleNames.find((known) => known === name);
    if (role !== undefined) return role;
    const all = roleNames.join(', ');
    throw new CommandError(
      say(`没有角色 ${name}，可用的有 ${all}`, `No role is called ${name}; there are ${all}`),
    );
  });
}
