import { ApiError } from '@weireel/client';
import { createFrames, type Frames } from '@weireel/client/projects';
import type { Material } from '@weireel/contract';
import { exactFrameTicks, ticksPerSecond } from '@weireel/edit';
import { insertMaterial, insertMusic, removeLost } from '@weireel/edit/editing';
import { api } from '../../api/api.ts';
import { onReach, reachNow } from '../../api/connection.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { newAbort } from '../../publish/abort.ts';
import { phoneClock as clock } from '../../publish/phone-clock.ts';
import { onPublishing } from '../../publish/phone-publishing.ts';
import { absoluteUrl } from '../../server-url.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { listPatch } from '../../shell/list-patch.ts';
import { entitle } from '../../shell/page-frame.ts';
import { sentenceOf, tellTrouble } from '../../shell/tell-trouble.ts';
import { askConflict } from '../ask-conflict.ts';
import { editingOf, forgetEditing } from '../editings.ts';
import { createMaterials, type Materials } from '../materials.ts';
import type { Given, PanelContext, Row } from '../panels/row.ts';
import { sendClip, wantedClips } from '../phone-clips.ts';
import { createPlacing } from '../placing.ts';
import type { ProjectEditing } from '../project-editing.ts';
import { chipsOf, clipsOf, comingOf, secondsOf, stateOf, toolsOf } from '../shown-edit.ts';
import type { ShownClip, ShownTool } from '../shown-edit.ts';
import { studioWords } from '../studio-words.ts';
import { panels, useTool } from '../tools.ts';

/** What the page keeps beside its data: it is not for the view. */
interface Parts {
  editing: ProjectEditing;
  materials: Materials;
  frames: Frames;
  /** Whether it is to play as soon as it can. */
  wantsPlay: boolean;
  /** Revision and place of the picture that was wished last. */
  wished: string;
  /** Puts what was uploaded, and is ready, on the timeline. */
  place: () => Promise<void>;
  timer: ReturnType<typeof setInterval> | undefined;
  stops: (() => void)[];
}

type Tapped = WechatMiniprogram.BaseEvent<object, { id: string }>;

/** What others saved, and what was uploaded, is asked for so often. */
const lookMs = 4000;
const parts = new WeakMap<object, Parts>();

// A page is a component as well, whose methods are typed.
Component({
  data: {
    ...{ words: words(), studio: studioWords(), stage: 'loading', trouble: '', mayRetry: true, id: '' },
    ...{ saving: '', isWrong: false, canUndo: false, canRedo: false, isEmpty: true, notice: '' },
    ...{ frame: 0, frames: 1, time: '', preview: '', hasLost: false },
    // The exact preview, and the single picture over it while it stands.
    ...{ src: '', picture: '', isPlaying: false, isMoving: false },
    clips: [] as ShownClip[], // As: it holds some later.
    chips: [] as ReturnType<typeof chipsOf>, // As: it holds some later.
    coming: [] as ReturnType<typeof comingOf>, // As: it holds some later.
    tools: [] as ShownTool[], // As: it holds some later.
    // The tool whose panel is open, and what is chosen in the bin; empty: none.
    ...{ panel: '', heading: '', bin: '' },
    rows: [] as Row[], // As: it holds some later.
  },

  methods: {
    onLoad({ id = '' }: Record<string, string | undefined>) {
      this.setData({ id });
      entitle(studioWords().list.title);
      void this.load();
    },

    async load() {
      const { id } = this.data;
      this.setData({ stage: 'loading', trouble: '' });
      try {
        this.begin(await editingOf(id));
      } catch (error) {
        const isGone = error instanceof ApiError && error.code === 'not_found';
        if (isGone) forgetEditing(id);
        const trouble = isGone ? studioWords().edit.gone : sentenceOf(error);
        this.setData({ stage: 'failed', trouble, mayRetry: !isGone });
      }
    },

    begin(editing: ProjectEditing) {
      const { projectId } = editing;
      const frames = createFrames({
        ...{ api, projectId, clock, newAbort },
        onFrame: ({ imageUrl }) => this.setData({ picture: absoluteUrl(imageUrl) }),
      });
      const update = () => this.update();
      const materials = createMaterials(projectId, update);
      const stops = [
        editing.listen({
          onChange: update,
          onRefused: ([problem]) => {
            if (problem === undefined) return;
            const title = currentLanguage() === 'en' ? problem.en : problem.zh;
            void wx.showToast({ title, icon: 'none', duration: 3000 });
          },
        }),
        onReach(update),
        onPublishing(update),
      ];
      const mine: Parts = {
        ...{ editing, materials, frames, wantsPlay: false, wished: '' },
        ...{ timer: undefined, stops, place: createPlacing(editing, materials) },
      };
      parts.set(this, mine);
      this.setData({ stage: 'shown' });
      entitle(editing.title());
      void materials.load();
      this.show(true);
    },

    onShow() {
      this.show(true);
    },

    onHide() {
      this.show(false);
    },

    onUnload() {
      this.show(false);
      const mine = parts.get(this);
      mine?.frames.end();
      for (const stop of mine?.stops ?? []) stop();
      parts.delete(this);
    },

    /** The page is seen, or not. */
    show(isShown: boolean) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      if (mine.timer !== undefined) clearInterval(mine.timer);
      if (isShown) mine.timer = setInterval(() => void this.lookAgain(), lookMs);
      else this.pause();
      mine.editing.show(isShown);
      if (isShown) void this.lookAgain();
      this.update();
    },

    /** What others saved, and what has become ready of what was uploaded. */
    async lookAgain() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { editing, materials } = mine;
      void editing.saving.catchUp();
      if (!materials.known().isLoaded) void materials.load();
      await mine.place();
    },

    context(mine: Parts): PanelContext {
      return { editing: mine.editing, words: studioWords(), titles: mine.materials.titles() };
    },

    /** Shows everything as it is now. */
    update() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { editing, materials } = mine;
      const said = studioWords();
      const clips = clipsOf(editing, materials.known(), said);
      const panel = panels[this.data.panel];
      const rows = panel?.rows(this.context(mine)) ?? [];
      const src = editing.previewing.ready()?.hlsUrl ?? '';
      const coming = comingOf(wantedClips.of(editing.projectId), said);
      const changes = {
        ...changesOf(this.data, {
          ...stateOf(editing, said, reachNow() !== 'reached'),
          ...{ src: src === '' ? '' : absoluteUrl(src), hasLost: clips.some(({ isLost }) => isLost) },
          ...{ chips: chipsOf(editing), coming, tools: toolsOf(editing, said) },
          ...{ panel: rows.length === 0 ? '' : this.data.panel, heading: panel?.heading(said) ?? '' },
        }),
        ...listPatch('clips', this.data.clips, clips),
        ...listPatch('rows', this.data.rows, rows),
      };
      const hadSource = this.data.src !== '';
      if (Object.keys(changes).length > 0) this.setData(changes);
      if (hadSource && this.data.src === '' && this.data.isPlaying) this.pause();
      if (mine.wantsPlay && this.data.src !== '' && !this.data.isPlaying) this.play();
      this.wishPicture();
      void askConflict(editing, () => this.reload());
    },

    /** Another version of the project is wanted: what is here goes. */
    reload() {
      forgetEditing(this.data.id);
      this.onUnload();
      void this.load();
    },

    /** The picture of the place is asked for where it stands, as the film will have it. */
    wishPicture() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { editing, frames } = mine;
      const wish = `${editing.saving.revision()} ${editing.playhead()}`;
      if (this.data.isEmpty) this.setData({ picture: '' });
      if (this.data.isEmpty || this.data.isPlaying || mine.wished === wish) return;
      if (editing.saving.state() !== 'saved') return;
      mine.wished = wish;
      frames.wish(secondsOf(editing) * 1000);
    },

    film() {
      return wx.createVideoContext('film', this);
    },

    play() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { editing } = mine;
      mine.wantsPlay = false;
      if (this.data.frame >= this.data.frames) editing.seek(0);
      this.setData({ isPlaying: true, isMoving: false });
      this.film().seek(secondsOf(editing));
      this.film().play();
    },

    pause() {
      const mine = parts.get(this);
      if (mine !== undefined) mine.wantsPlay = false;
      if (!this.data.isPlaying) return;
      this.film().pause();
      this.setData({ isPlaying: false, isMoving: false });
      this.wishPicture();
    },

    onPlay() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      if (this.data.isPlaying || mine.wantsPlay) return this.pause();
      if (this.data.src !== '') return this.play();
      mine.wantsPlay = true;
      void mine.editing.saving.flush();
      if (mine.editing.previewing.error() !== null) mine.editing.preview();
      this.update();
    },

    onTime({ detail }: WechatMiniprogram.VideoTimeUpdate) {
      const mine = parts.get(this);
      if (mine === undefined || !this.data.isPlaying) return;
      if (!this.data.isMoving && detail.currentTime > 0) this.setData({ isMoving: true });
      mine.editing.seek(detail.currentTime * ticksPerSecond);
    },

    onEnded() {
      this.pause();
    },

    onFilmFailed() {
      // Its links have ended, or the network is away: another one is asked for.
      const mine = parts.get(this);
      if (mine === undefined || this.data.src === '') return;
      mine.wantsPlay ||= this.data.isPlaying;
      this.setData({ isPlaying: false, isMoving: false });
      mine.editing.previewing.forget();
      mine.editing.preview();
    },

    onPlace({ detail }: WechatMiniprogram.SliderChange) {
      const editing = parts.get(this)?.editing;
      if (editing === undefined) return;
      this.pause();
      editing.seek(detail.value * exactFrameTicks(editing.document().fps));
    },

    onUndo() {
      parts.get(this)?.editing.undo();
    },

    onRedo() {
      parts.get(this)?.editing.redo();
    },

    onMake() {
      this.pause();
      void wx.navigateTo({ url: `/studio/films/films?id=${this.data.id}` });
    },

    onClip({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const editing = parts.get(this)?.editing;
      const item = editing
        ?.document()
        .tracks.flatMap(({ items }) => items)
        .find(({ id }) => id === detail.id);
      if (editing === undefined || item === undefined) return;
      const isChosen = editing.selected()?.item.id === detail.id;
      editing.select(isChosen ? null : detail.id);
      const at = editing.playhead();
      const isInside = item.start <= at && at < item.start + item.duration;
      if (!isChosen && !isInside) editing.seek(item.start);
    },

    onCut({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>) {
      parts.get(this)?.editing.selectCut(detail.id);
      this.open('transition');
    },

    onChip({ currentTarget }: Tapped) {
      parts.get(this)?.editing.select(currentTarget.dataset.id);
      this.open('text');
    },

    onTool({ currentTarget }: Tapped) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { id } = currentTarget.dataset;
      if (id === 'add') return this.onAdd();
      this.pause();
      this.open(useTool(id, this.context(mine)) ?? '');
    },

    open(panel: string) {
      this.setData({ panel });
      this.update();
    },

    onPanelEnd() {
      const mine = parts.get(this);
      const isText = this.data.panel === 'text' || this.data.panel === 'transition';
      this.setData({ panel: '' });
      if (isText) mine?.editing.select(null);
      this.update();
    },

    onDeed({ detail }: WechatMiniprogram.CustomEvent<{ row: string; target: string; given: Given }>) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      this.pause();
      if (detail.row === 'addMusic') return this.setData({ bin: 'music' });
      panels[this.data.panel]?.deeds[detail.row]?.(this.context(mine), detail.given, detail.target);
    },

    onAdd() {
      this.pause();
      this.setData({ bin: 'clips', panel: '' });
    },

    onBinEnd() {
      this.setData({ bin: '' });
    },

    onChosen({ detail }: WechatMiniprogram.CustomEvent<{ material: Material }>) {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { editing, materials } = mine;
      const { material } = detail;
      const { newId } = editing;
      materials.note(material);
      if (this.data.bin === 'music') {
        editing.edit(...insertMusic(editing.document(), material.source, { at: 0, newId }));
        this.setData({ bin: '' });
      } else {
        editing.edit(...insertMaterial(editing.document(), material.source, { before: null, newId }));
        void wx.showToast({ title: studioWords().bin.added, icon: 'none' });
      }
    },

    async onUpload() {
      this.setData({ bin: '' });
      try {
        const { bin } = studioWords();
        if (await sendClip(this.data.id, bin.defaultTitle))
          void wx.showToast({ title: bin.begun, icon: 'none', duration: 3000 });
      } catch (error) {
        void wx.showToast({ title: words().publish.notOpened, icon: 'none', duration: 3000 });
        console.error(error);
      }
      this.update();
    },

    /** What is on its way is seen, and given up, where everything is that this phone uploads. */
    onComing({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const one = wantedClips.of(this.data.id).find(({ id }) => id === detail.id);
      if (one?.hasFailed === true) wantedClips.forget(detail.id);
      this.update();
    },

    onRemoveLost() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { editing, materials } = mine;
      const { byAsset } = materials.known();
      const operations = removeLost(
        editing.document(),
        (assetId, isPicture) => isPicture || byAsset.has(assetId),
      );
      if (!editing.edit(...operations)) tellTrouble(new Error(studioWords().edit.lost));
    },

    onRetry() {
      void this.load();
    },
  },
});
