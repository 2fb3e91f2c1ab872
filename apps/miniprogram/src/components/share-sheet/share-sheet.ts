import { fillMessage, formatPercent, type AbortSource } from '@weireel/client';
import type { ShareLink } from '@weireel/contract';
import { api } from '../../api/api.ts';
import { meNow } from '../../api/session.ts';
import { knownVideo } from '../../feed/known-videos.ts';
import { words } from '../../language/language.ts';
import { newAbort } from '../../publish/abort.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { tellTrouble, sentenceOf } from '../../shell/tell-trouble.ts';
import { fetchFile, FileRefusal } from '../../sharing/fetch-file.ts';
import { keepInAlbum } from '../../sharing/keep-in-album.ts';

/** What the sheet keeps beside its data: it is not for the view. */
interface Parts {
  link: ShareLink | null;
  /** Ends what is being downloaded. */
  abort: AbortSource;
}

const afterFriendMs = 400;
const parts = new WeakMap<object, Parts>();

Component({
  properties: { videoId: String },

  data: {
    words: words(),
    // What is said below the ways; `hasSettings`: with a button that leads to WeChat's settings.
    ...{ said: '', isBad: false, hasSettings: false },
    // The picture of a code, where it lies on this phone, and what it is for.
    ...{ picture: '', pictureSays: '', isPrivate: false, mayKeep: false, isBusy: false },
  },

  lifetimes: {
    attached() {
      parts.set(this, { link: null, abort: newAbort() });
      const video = knownVideo(this.data.videoId);
      const isPrivate = video?.visibility === 'private';
      this.setData({
        isPrivate,
        said: isPrivate ? words().sharing.onlyMine : '',
        mayKeep: video?.playback?.mp4Url != null && (video.downloadable || video.author.id === meNow()),
      });
    },

    detached() {
      parts.get(this)?.abort.abort();
      parts.delete(this);
    },
  },

  methods: {
    stay() {
      // What lies under the sheet is not swiped.
    },

    onClose() {
      this.triggerEvent('close');
    },

    say(said: string, how: { isBad?: boolean; hasSettings?: boolean } = {}) {
      const changes = changesOf(this.data, {
        said,
        isBad: how.isBad === true,
        hasSettings: how.hasSettings === true,
      });
      if (changes !== null && parts.has(this)) this.setData(changes);
    },

    /** Does something that takes a while; meanwhile nothing else is begun. */
    async during(work: (mine: Parts) => Promise<void>) {
      const mine = parts.get(this);
      if (mine === undefined || this.data.isBusy) return;
      this.setData({ isBusy: true });
      try {
        await work(mine);
      } catch (error) {
        const isTooLarge = error instanceof FileRefusal && error.isTooLarge;
        if (isTooLarge) this.say(words().sharing.tooLarge, { isBad: true });
        else if (!mine.abort.signal.aborted) this.say(sentenceOf(error), { isBad: true });
      }
      if (parts.has(this)) this.setData({ isBusy: false });
    },

    /** My short link to the video; it is made when it is asked for first. */
    async linkOf(mine: Parts): Promise<ShareLink> {
      mine.link ??= await api.call('shareVideo', { params: { id: this.data.videoId } });
      return mine.link;
    },

    onFriend() {
      // WeChat shows its own list, which the button itself has to bring; then the sheet has done its part.
      setTimeout(() => this.onClose(), afterFriendMs);
    },

    onMoments() {
      this.setData({ picture: '' });
      this.say(words().sharing.momentsHow);
    },

    onCode() {
      void this.during(async (mine) => {
        this.say(words().act.loading);
        const { codeWechat, codeOutside } = words().sharing;
        const { wechatCodeUrl, qrPngUrl } = await this.linkOf(mine);
        const inWechat = wechatCodeUrl === null ? null : await fetchFile(wechatCodeUrl).catch(() => null);
        // Where the mini program has no code, there is that of the link.
        const picture = inWechat ?? (await fetchFile(qrPngUrl));
        this.say('');
        if (parts.has(this))
          this.setData({ picture, pictureSays: inWechat === null ? codeOutside : codeWechat });
      });
    },

    onLink() {
      void this.during(async (mine) => {
        const { url } = await this.linkOf(mine);
        // WeChat says itself that it was copied.
        wx.setClipboardData({ data: url, success: () => this.onClose(), fail: () => this.say(url) });
      });
    },

    onKeepPicture() {
      void this.during(() => this.keep('picture', this.data.picture));
    },

    onKeepVideo() {
      void this.during(async ({ abort: { signal } }) => {
        const { keeping } = words().sharing;
        const tell = (share: number) => this.say(fillMessage(keeping, { percent: formatPercent(share) }));
        this.setData({ picture: '' });
        tell(0);
        const link = `/api/v1/videos/${this.data.videoId}/download`;
        await this.keep('video', await fetchFile(link, { signal, onProgress: tell }));
      });
    },

    async keep(kind: 'picture' | 'video', path: string) {
      const { kept, notAllowed } = words().sharing;
      const keeping = await keepInAlbum(kind, path);
      this.say('');
      if (keeping === 'kept') {
        void wx.showToast({ title: kept, icon: 'none' });
        this.onClose();
      } else if (keeping === 'not allowed') this.say(notAllowed, { isBad: true, hasSettings: true });
      else if (keeping === 'failed') tellTrouble(new Error('The album did not take it'));
    },
  },
});
