import type { Comment } from '@weireel/contract';

/** A piece of what was said. */
export interface CommentPart {
  /** Its words. */
  text: string;
  /** Whether it names somebody who is mentioned. */
  isMention: boolean;
}

/** What was said, cut where it names somebody who is mentioned; each mention wherever it stands. */
export function partsOf({ body, mentions }: Pick<Comment, 'body' | 'mentions'>): CommentPart[] {
  const signs = mentions.map(({ nickname }) => `@${nickname}`).sort((a, b) => b.length - a.length);
  const parts: CommentPart[] = [];
  let plain = '';
  const endPlain = (): void => {
    if (plain !== '') parts.push({ text: plain, isMention: false });
    plain = '';
  };
  for (let at = 0; at < body.length;) {
    const sign = signs.find((candidate) => body.startsWith(candidate, at));
    if (sign === undefined) {
      plain += body[at] ?? '';
      at += 1;
    } else {
      endPlain();
      parts.push({ text: sign, isMention: true });
      at += sign.length;
    }
  }
  endPlain();
  return parts;
}
