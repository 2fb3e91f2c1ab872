import {
  createDanmakuPlacing,
  createDanmakuReel,
  createDanmakuTrack,
  danmakuWidthPx,
  isHeardLive,
  type DanmakuLine,
  type DanmakuPlacing,
  type DanmakuReel,
  type DanmakuTrack,
} from '@weireel/client';
import { api } from '../../api/api.ts';
import { meNow } from '../../api/session.ts';
import { hearDanmaku } from '../../danmaku/hear.ts';
import { onDanmakuSaid } from '../../danmaku/said.ts';
import { shownDanmaku, type ShownDanmaku } from '../../danmaku/shown-danmaku.ts';
import { danmakuWish, onDanmakuWish } from '../../danmaku/wish.ts';
import { knownVideo } from '../../feed/known-videos.ts';

/** Where a video is, and how it goes on from there. */
interface Going {
  positionMs: number;
  rate: number;
  isMoving: boolean;
}

/** What the layer keeps beside its data: it is not for the view. */
interface Parts {
  track: DanmakuTrack;
  reel: DanmakuReel;
  placing: DanmakuPlacing;
  fontPx: number;
  /** Until when, in milliseconds of the video, each place of the list is taken, and by which. */
  taken: { id: string; untilMs: number }[];
  going: Going;
  /** When it was there, on the phone's clock. */
  saidAtMs: number;
  turn: number;
  /** Whether others are heard already. */
  hears: boolean;
  stops: (() => void)[];
}

const parts = new WeakMap<object, Parts>();
/** More than this beside the picture is seen; less is how late the tag tells. */
const driftMs = 600;
// Below the bar of the phone and what stands above the picture, and above the words.
const [abovePx, shareOfHeight] = [100, 0.36];

Component({
  properties: { videoId: String },

  data: {
    ...{ isStill: true, style: '' },
    lines: [] as ShownDanmaku[], // As: it holds some later.
  },

  lifetimes: {
    attached() {
      const { videoId } = this.data;
      const track = createDanmakuTrack({
        load: async (window) =>
          (await api.call('danmaku', { params: { id: videoId }, query: { window } })).items,
        onRead: () => this.showLate(),
        // The picture goes on without them, and they are asked for again.
        onFailed() {},
        after(ms, act) {
          const timer = setTimeout(act, ms);
          return () => clearTimeout(timer);
        },
      });
      const stops = [
        track.close,
        onDanmakuWish(() => this.begin()),
        onDanmakuSaid((said) => {
          if (said.videoId === videoId) this.take(said, true);
        }),
      ];
      const placing = createDanmakuPlacing(false);
      const going = { positionMs: 0, rate: 1, isMoving: false };
      const untouched = { fontPx: 0, taken: [], going, saidAtMs: Date.now(), turn: 0, hears: false };
      parts.set(this, { track, reel: createDanmakuReel(track), placing, stops, ...untouched });
      this.begin();
    },

    detached() {
      for (const stop of parts.get(this)?.stops ?? []) stop();
      parts.delete(this);
    },
  },

  methods: {
    /** Measures the room, and shows what belongs to the moment. */
    begin() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { windowWidth, windowHeight, statusBarHeight } = wx.getWindowInfo();
      const room = { widthPx: windowWidth, heightPx: Math.round(windowHeight * shareOfHeight) };
      mine.fontPx = mine.placing.measure(room, danmakuWish().density);
      const place = `top:${statusBarHeight + abovePx}px;height:${room.heightPx}px`;
      this.setData({ style: `${place};font-size:${mine.fontPx}px` });
      this.redraw();
    },

    /** The video is there now. Called as often as its tag tells; not data, for they would cross threads each time. */
    follow(going: Going) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const before = mine.going;
      const passedMs = before.isMoving ? (Date.now() - mine.saidAtMs) * before.rate : 0;
      const isBeside = Math.abs(before.positionMs + passedMs - going.positionMs) > driftMs;
      mine.going = going;
      mine.saidAtMs = Date.now();
      mine.track.prepare(going.positionMs);
      if (going.isMoving) this.hear();
      if (going.isMoving === this.data.isStill) this.setData({ isStill: !going.isMoving });
      if (isBeside || going.rate !== before.rate) this.redraw();
      else this.show(mine.reel.due(going.positionMs), false);
    },

    /** Others are heard once the picture moves: whoever swipes past hears nobody. */
    hear() {
      const mine = parts.get(this);
      const video = knownVideo(this.data.videoId);
      if (mine === undefined || mine.hears || video === undefined || !isHeardLive(video)) return;
      mine.hears = true;
      const hearer = {
        begun: () => mine.track.heard(),
        // One's own may come this way sooner than as the answer.
        said: (line: DanmakuLine) => this.take(line, line.authorId === meNow()),
        gone: (id: string) => this.remove(id),
      };
      mine.stops.push(hearDanmaku(video.id, hearer));
    },

    /** Somebody says something, maybe at another moment of the video. */
    take(line: DanmakuLine, isOwn: boolean) {
      const mine = parts.get(this);
      if (mine === undefined || mine.track.all().some(({ id }) => id === line.id)) return;
      mine.track.add(line);
      if (isOwn || mine.reel.isRecent(line, mine.going.positionMs)) this.show([line], isOwn);
    },

    remove(id: string) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.track.remove(id);
      // It is only hidden: those after it keep their places in the list.
      const at = mine.taken.findIndex((taken) => taken.id === id);
      if (at >= 0) this.setData({ [`lines[${at}].text`]: '' });
    },

    redraw() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      mine.placing.clear();
      mine.taken = [];
      const lines = this.placed(mine.reel.restart(mine.going.positionMs), false).map(([, line]) => line);
      if (lines.length > 0 || this.data.lines.length > 0) this.setData({ lines });
    },

    /** A window came: what was due of it already is still shown. */
    showLate() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const shown = new Set(mine.taken.map(({ id }) => id));
      const late = mine.reel.recent(mine.going.positionMs).filter(({ id }) => !shown.has(id));
      this.show(late, false);
    },

    show(lines: readonly DanmakuLine[], isOwn: boolean) {
      const placed = this.placed(lines, isOwn);
      if (placed.length > 0) {
        this.setData(Object.fromEntries(placed.map(([at, line]) => [`lines[${at}]`, line])));
      }
    },

    /** Those for which there is room, with their places in the list. */
    placed(lines: readonly DanmakuLine[], isOwn: boolean): [number, ShownDanmaku][] {
      const mine = parts.get(this);
      if (mine === undefined) return [];
      const { positionMs, rate } = mine.going;
      return lines.flatMap((line): [number, ShownDanmaku][] => {
        const widthPx = danmakuWidthPx(line.body, mine.fontPx);
        const place = mine.placing.place(line, { widthPx, positionMs, isOwn });
        if (place === null) return [];
        // Whoever has left gives their place in the list.
        const free = mine.taken.findIndex(({ untilMs }) => untilMs < positionMs);
        const at = free < 0 ? mine.taken.length : free;
        mine.taken[at] = { id: line.id, untilMs: place.startMs + place.durationMs };
        const turn = (mine.turn += 1);
        return [[at, shownDanmaku(line, place, { positionMs, rate, turn, isOwn })]];
      });
    },
  },
});
