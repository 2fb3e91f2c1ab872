import { ApiError, fillMessage, formatClock } from '@weireel/client';
import { createFilms, type Films } from '@weireel/client/projects';
import type { Visibility } from '@weireel/contract';
import { titleLength } from '@weireel/contract/plain';
import { durationOf, ticksPerSecond } from '@weireel/edit';
import { api } from '../../api/api.ts';
import { onReconnected } from '../../api/connection.ts';
import { currentLanguage, words } from '../../language/language.ts';
import { memory } from '../../memory.ts';
import { newAbort } from '../../publish/abort.ts';
import { phoneClock as clock } from '../../publish/phone-clock.ts';
import { rememberedVisibility, rememberVisibility } from '../../publish/remembered-visibility.ts';
import { changesOf } from '../../shell/changes-of.ts';
import { openVideo } from '../../shell/go.ts';
import { oneAtATime } from '../../shell/one-at-a-time.ts';
import { entitle } from '../../shell/page-frame.ts';
import { sentenceOf } from '../../shell/tell-trouble.ts';
import { editingOf } from '../editings.ts';
import { coverAtOf } from '../panels/film-panels.ts';
import type { ProjectEditing } from '../project-editing.ts';
import { shownFilm, type ShownFilm } from '../shown-film.ts';
import { studioWords } from '../studio-words.ts';

type Tapped = WechatMiniprogram.BaseEvent<object, { id: string }>;

const parts = new WeakMap<object, { editing: ProjectEditing; films: Films; stop: () => void }>();
const choices = ['public', 'unlisted', 'internal', 'private'] as const; // as: groups are chosen on the web

// A page is a component as well, whose methods are typed.
Component({
  data: {
    ...{ words: words(), studio: studioWords(), stage: 'loading', trouble: '', isBusy: false, id: '' },
    ...{ about: '', name: '', visibility: 'public', most: titleLength.max, hasAny: false },
    // What stands in the way of making one; empty: nothing.
    refusal: '',
    choices: choices.map((id) => ({ id, name: words().visibility[id] })),
    films: [] as ShownFilm[], // As: it holds some later.
  },

  methods: {
    onLoad({ id = '' }: Record<string, string | undefined>) {
      entitle(studioWords().films.title);
      this.setData({ id, visibility: rememberedVisibility(memory) });
      void this.load();
    },

    async load() {
      try {
        const editing = await editingOf(this.data.id);
        const films = createFilms({
          ...{ api, projectId: editing.projectId, clock, newAbort },
          onChange: () => this.show(),
        });
        parts.set(this, { editing, films, stop: onReconnected(() => void films.look()) });
        const length = formatClock((durationOf(editing.document()) / ticksPerSecond) * 1000);
        this.setData({
          ...{ about: fillMessage(studioWords().films.text, { length }), name: editing.title() },
        });
        await films.look();
      } catch (error) {
        this.setData({ stage: 'failed', trouble: sentenceOf(error) });
      }
    },

    onShow() {
      void parts.get(this)?.films.look();
    },

    onUnload() {
      const mine = parts.get(this);
      mine?.films.end();
      mine?.stop();
      parts.delete(this);
    },

    show() {
      const mine = parts.get(this);
      if (mine === undefined) return;
      const { films, editing } = mine;
      const about = {
        ...{ words: studioWords(), language: currentLanguage(), nowMs: Date.now() },
        revision: editing.saving.revision(),
      };
      const error = films.error();
      const loaded = films.all().length === 0 ? 'empty' : 'shown';
      const unloaded = error === null ? 'loading' : 'failed';
      const changes = changesOf(this.data, {
        stage: films.isLoaded() ? loaded : unloaded,
        trouble: error === null ? '' : sentenceOf(error),
        films: films.all().map((film) => shownFilm(film, about)),
        hasAny: films.all().length > 0,
      });
      if (changes !== null) this.setData(changes);
    },

    /** What is made is what was saved. */
    onMake() {
      void oneAtATime(this, async () => {
        const mine = parts.get(this);
        if (mine === undefined) return;
        this.setData({ refusal: '' });
        if (!(await mine.editing.saving.flush())) {
          this.setData({ refusal: studioWords().films.saveFirst });
          return;
        }
        try {
          await mine.films.begin();
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          this.setData({ refusal: sentenceOf(error) });
        }
      });
    },

    onName({ detail }: WechatMiniprogram.Input) {
      this.setData({ name: detail.value });
    },

    onVisibility({ currentTarget }: WechatMiniprogram.BaseEvent<object, { visibility: Visibility }>) {
      this.setData({ visibility: currentTarget.dataset.visibility });
    },

    onPublish({ currentTarget }: Tapped) {
      const { id: assetId } = currentTarget.dataset;
      void oneAtATime(this, async () => {
        const mine = parts.get(this);
        if (mine === undefined) return;
        const visibility = this.data.visibility as Visibility; // as: remembered, or one of the choices
        const title = this.data.name.trim() === '' ? mine.editing.title() : this.data.name.trim();
        const at = coverAtOf(mine.editing.document());
        const cover = at === null ? {} : { coverTimeMs: Math.round((at * 1000) / ticksPerSecond) };
        const idempotencyKey = `phone-film-${assetId}`;
        const body = { assetId, title, visibility, ...cover };
        const { id } = await api.call('createVideo', { body, idempotencyKey });
        rememberVisibility(memory, visibility);
        void wx.showToast({ title: studioWords().films.published, icon: 'none' });
        openVideo(id);
      });
    },

    onWatch({ currentTarget }: Tapped) {
      openVideo(currentTarget.dataset.id);
    },

    onDrop({ currentTarget }: Tapped) {
      void oneAtATime(this, async () => {
        await parts.get(this)?.films.drop(currentTarget.dataset.id);
      });
    },

    onRetry() {
      if (parts.has(this)) void parts.get(this)?.films.look();
      else void this.load();
    },
  },
});
