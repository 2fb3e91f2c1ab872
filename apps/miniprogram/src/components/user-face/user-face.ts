import { absoluteUrl } from '../../server-url.ts';

Component({
  // Of a person; an empty `avatarUrl`: they have none, and their first letter stands there.
  properties: { nickname: String, avatarUrl: String },

  data: { letter: '', src: '' },

  observers: {
    'nickname, avatarUrl'(nickname: string, avatarUrl: string) {
      this.setData({
        letter: [...nickname][0] ?? '',
        src: avatarUrl === '' ? '' : absoluteUrl(avatarUrl),
      });
    },
  },
});
