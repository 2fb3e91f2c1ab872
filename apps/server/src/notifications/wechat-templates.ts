import type { NotificationKind } from '@weireel/contract';

/** What a field of a template is filled with. */
export type MessageField = 'person' | 'what' | 'said' | 'video' | 'time';

/** A template of the mini program's console, and how it tells of notices. */
export interface WechatTemplate {
  /** Its id. */
  templateId: string;
  /** What it is for; each kind has one template at most. */
  kinds: NotificationKind[];
  /** What its fields hold, by their keys: `thing1`. */
  fields: Record<string, MessageField>;
}

const kindNames: readonly string[] = [
  'like',
  'follow',
  'comment',
  'reply',
  'mention',
] satisfies NotificationKind[];
const fieldNames: readonly string[] = ['person', 'what', 'said', 'video', 'time'] satisfies MessageField[];

/**
 * Reads templates as a setting names them: `comment,reply=ID(name1:person,thing2:said);follow=ID(thing1:person)`.
 * Null: that is no such list.
 */
export function readWechatTemplates(text: string): WechatTemplate[] | null {
  const templates: WechatTemplate[] = [];
  for (const entry of text.split(';')) {
    const parts = /^([a-z,]+)=([\w-]+)\(([a-z0-9_:,]+)\)$/.exec(entry.replaceAll(/\s/g, ''));
    const [, kinds = '', templateId = '', pairs = ''] = parts ?? [];
    const fields = pairs.split(',').map((pair) => pair.split(':'));
    const isKnown =
      kinds.split(',').every((kind) => kindNames.includes(kind)) &&
      fields.every(([key = '', field = ''], at) => {
        const isKey = /^(?:thing|name|phrase|character_string|time|date)\d+$/.test(key);
        return isKey && fieldNames.includes(field) && fields.findIndex(([other]) => other === key) === at;
      });
    if (!isKnown) return null;
    templates.push({
      templateId,
      // As: both were looked for above.
      kinds: kinds.split(',') as NotificationKind[],
      fields: Object.fromEntries(fields) as Record<string, MessageField>,
    });
  }
  const all = templates.flatMap(({ kinds }) => kinds);
  const isOnce = new Set(all).size === all.length;
  return isOnce && new Set(templates.map(({ templateId }) => templateId)).size === templates.length
    ? templates
    : null;
}
