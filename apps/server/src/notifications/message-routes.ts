import { WeireelError, type WechatMessages } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { addConsents, readConsents } from '@weireel/db/notifications';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../http/context.ts';
import { route } from '../http/route.ts';

/** Nobody agrees to more messages in advance; a client that says so is mistaken. */
const mostConsents = 50;

/** How many messages people have agreed to get from WeChat. */
export function messageRoutes(app: FastifyInstance, { db, config }: ServerContext): void {
  const templates = config.wechatTemplates;

  const present = async (userId: string): Promise<WechatMessages> => {
    const consents = await readConsents(db, userId);
    const items = templates.map(({ templateId, kinds }) => ({
      ...{ templateId, kinds, messages: consents.get(templateId) ?? 0 },
    }));
    return { items };
  };

  route(app, 'wechatMessages', ({ viewer }) => present(viewer.id));

  route(app, 'acceptWechatMessages', async ({ body, viewer }) => {
    const { templateIds } = body;
    if (!templateIds.every((id) => templates.some(({ templateId }) => templateId === id)))
      throw new WeireelError('not_found');
    await inTransaction(db, (trx) =>
      addConsents(trx, { userId: viewer.id, templateIds, most: mostConsents }),
    );
    return present(viewer.id);
  });
}
