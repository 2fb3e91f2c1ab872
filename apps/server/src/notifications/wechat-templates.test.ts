import { expect, test } from 'vitest';
import { composeMessage } from './compose-message.ts';
import { readWechatTemplates } from './wechat-templates.ts';

test('templates are read as they are set', () => {
  expect(
    readWechatTemplates(
      'comment,reply=Ab-1_x(name1:person, thing2:said);follow=F2(thing1:person,time3:time)',
    ),
  ).toEqual([
    { templateId: 'Ab-1_x', kinds: ['comment', 'reply'], fields: { name1: 'person', thing2: 'said' } },
    { templateId: 'F2', kinds: ['follow'], fields: { thing1: 'person', time3: 'time' } },
  ]);
});

test.each([
  ['a kind that is not told', 'report=a(thing1:said)'],
  ['a key that no template has', 'like=a(text1:said)'],
  ['a key twice', 'like=a(thing1:said,thing1:time)'],
  ['a field that is none', 'like=a(thing1:openid)'],
  ['a kind by two templates', 'like=a(thing1:said);like=b(thing1:said)'],
  ['a template twice', 'like=a(thing1:said);follow=a(thing1:said)'],
  ['no fields', 'like=a()'],
  ['an end that says nothing', 'like=a(thing1:said);'],
])('%s is refused', (_what, text) => {
  expect(readWechatTemplates(text)).toBeNull();
});

test('a message says who did what, when in China, and opens what it is about', () => {
  const fields = { name1: 'person', thing2: 'said', thing3: 'video', time4: 'time' } as const;
  const at = new Date('2026-11-27T16:05:00Z');
  const told = { kind: 'comment', nickname: '小影', title: '海', body: '真好', videoId: 'v1', at } as const;
  expect(composeMessage(told, { fields })).toEqual({
    data: { name1: '小影', thing2: '真好', thing3: '海', time4: '2026年11月28日 00:05' },
    page: 'pages/watch/watch?v=v1',
  });
  const follow = { ...told, kind: 'follow', title: null, body: null, videoId: null } as const;
  expect(composeMessage(follow, { fields })).toMatchObject({
    data: { thing2: '关注了你' },
    page: 'pages/messages/messages',
  });
});
