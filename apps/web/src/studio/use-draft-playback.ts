import { amplitudeAt, evaluateSound, ticksPerSecond } from '@weireel/edit';
import { mainTrack } from '@weireel/edit/editing';
import { computed, onBeforeUnmount, onMounted, reactive, ref, watch, type Ref } from 'vue';
import { createSourcePlayer, type SourcePlayer } from './source-player.ts';
import { frameAt, playSpans, seekSeconds, spansAt, timelineOf, type PlaySpan } from './playback-plan.ts';
import type { Editor } from './use-editor.ts';
import type { Materials } from './use-materials.ts';

/** Speeds that repeated presses lead to, forwards and back. */
const speeds = [1, 2, 4] as const;
/** Sound that is so far from its place is put there again, in seconds. */
const mostDriftSeconds = 0.12;
/** Links that do not work are asked for anew at most so often. */
const refreshPauseMs = 10_000;
/** Time passes by the clock in steps no longer than this, however long the page was put aside. */
const longestStepMs = 250;
/** What browsers play at all. */
const fastest = 16;

/** The elements that a draft is played with. */
export interface DraftElements {
  /** Two that take turns: while one plays, the other stands at the beginning of what comes next. */
  pictures: Readonly<Ref<readonly HTMLVideoElement[]>>;
  /** One for each track of sound. */
  sounds: Readonly<Ref<readonly HTMLVideoElement[]>>;
  /** Whether something else is seen in its place: it stays where it is then. */
  isAside: Readonly<Ref<boolean>>;
}

/**
 * Plays a document as a draft, over the files of its clips. Standing still it shows the very frame that the evaluator
 * says; running, the element that plays is the clock, and cuts come where the timeline has them to a frame of the screen.
 */
export function useDraftPlayback(editor: Editor, materials: Materials, elements: DraftElements) {
  const speed = ref(0);
  const shown = ref<number | null>(null);
  const isWaiting = ref(false);
  const isPlaying = computed(() => speed.value !== 0);
  const track = computed(() => mainTrack(editor.document));
  const spans = computed(() => (track.value === null ? [] : playSpans(editor.document, track.value)));
  const soundTracks = computed(() => editor.document.tracks.filter(({ kind }) => kind === 'audio'));
  const heard = computed(() => new Map(evaluateSound(editor.document).map((each) => [each.itemId, each])));
  const isMissing = computed(() => {
    const { now } = spansAt(spans.value, stillAt());
    return now !== null && (now.assetId === null || urlOf(now) === null);
  });

  let pictures: SourcePlayer[] = [];
  let sounds: SourcePlayer[] = [];
  /** What runs; null: a gap, or what is shown frame by frame. */
  let running: { span: PlaySpan; index: number } | null = null;
  /** Where the timeline is while no element is its clock, in ticks. */
  let clock = 0;
  let lastMs = 0;
  let request = 0;
  /** What the playhead was set to from here. */
  let written = -1;
  let refreshedMs = -Infinity;

  function urlOf({ assetId }: PlaySpan): string | null {
    return assetId === null ? null : (materials.known.get(assetId)?.playback.mp4Url ?? null);
  }

  /** The time whose frame is shown when nothing runs: at the very end, the last one. */
  function stillAt(): number {
    const at = editor.peek ?? editor.playhead;
    return Math.min(at, Math.max(0, editor.duration - editor.frameTicks));
  }

  /** The player for a stretch: one that has its file already, rather than the one that is seen. */
  function playerFor(span: PlaySpan): number {
    const withFile = pictures.findIndex(({ assetId }) => assetId() === span.assetId);
    if (running === null && shown.value !== null && pictures[shown.value]?.assetId() === span.assetId)
      return shown.value;
    return withFile !== -1 && withFile !== shown.value ? withFile : shown.value === 0 ? 1 : 0;
  }

  function prepare(span: PlaySpan, index: number, at: number): void {
    const url = urlOf(span);
    if (url !== null && span.assetId !== null)
      pictures[index]?.stand(span.assetId, url, seekSeconds(editor.document, span, at));
  }

  function showStill(): void {
    const { now, next } = spansAt(spans.value, stillAt());
    if (now === null || urlOf(now) === null) {
      shown.value = null;
      return;
    }
    const index = playerFor(now);
    prepare(now, index, stillAt());
    pictures[index]?.onceThere(() => (shown.value = index));
    if (next !== null && !isPlaying.value && editor.peek === null) prepare(next, 1 - index, next.start);
  }

  /** How fast a player has to play a stretch now; null: none can, or there is no file for it. */
  function rateOf(span: PlaySpan | null): number | null {
    if (span === null || span.rate === null || urlOf(span) === null) return null;
    const rate = span.rate * speed.value;
    return rate > 0 && rate <= fastest ? rate : null;
  }

  /** Plays on from a time; `turn`: in the element that stands there already. */
  function run(at: number, turn: number | null = null): void {
    clock = at;
    running = null;
    const { now, next } = spansAt(spans.value, at);
    const rate = rateOf(now);
    const index = now === null || rate === null ? -1 : (turn ?? playerFor(now));
    for (const player of pictures) player.pause();
    if (now === null || rate === null) return;
    prepare(now, index, at);
    running = { span: now, index };
    pictures[index]?.play(rate, keepsPitch(now));
    if (next !== null) prepare(next, 1 - index, next.start);
  }

  function loop(nowMs: number): void {
    if (!isPlaying.value) return;
    request = requestAnimationFrame(loop);
    const passed = (Math.min(longestStepMs, nowMs - lastMs) / 1000) * ticksPerSecond * speed.value;
    lastMs = nowMs;
    if (running === null) passFrames(passed);
    else followPlayer(running);
    followSounds();
  }

  /** A gap, or what no player can play as it is: time passes by the clock. */
  function passFrames(passed: number): void {
    isWaiting.value = false;
    clock += passed;
    if (clock < 0 || clock >= editor.duration) return stopAt(clock < 0 ? 0 : editor.duration);
    place(clock);
    const { now } = spansAt(spans.value, clock);
    if (rateOf(now) !== null) return run(clock);
    showStill();
  }

  function followPlayer({ span, index }: NonNullable<typeof running>): void {
    const player = pictures[index];
    if (player === undefined) return;
    isWaiting.value = !player.isReady();
    if (isWaiting.value) return;
    shown.value = index;
    const at = Math.max(span.start, timelineOf(span, player.seconds()));
    player.setVolume(loudness(span.clip.id, at));
    if (at < span.end && !player.hasEnded()) return place(at);
    if (span.end >= editor.duration) return stopAt(editor.duration);
    place(span.end);
    const { now, next } = spansAt(spans.value, span.end);
    if (now !== null && goesOn(span, now, player.seconds())) {
      running = { span: now, index };
      if (next !== null) prepare(next, 1 - index, next.start);
    } else run(span.end, 1 - index);
  }

  /** Whether what comes after a cut goes on in the same file where it is: nothing has to change. */
  function goesOn(span: PlaySpan, next: PlaySpan, seconds: number): boolean {
    const isSame = next.assetId === span.assetId && next.rate === span.rate;
    return isSame && Math.abs(timelineOf(next, seconds) - next.start) < editor.frameTicks;
  }

  /** Puts the playhead where the film is, without going there. */
  function place(at: number): void {
    written = frameAt(editor.document, at).start;
    editor.playhead = written;
  }

  function loudness(itemId: string, at: number): number {
    const segment = heard.value.get(itemId);
    return segment === undefined ? 0 : amplitudeAt(segment, at);
  }

  function followSounds(): void {
    for (const [index, player] of sounds.entries()) {
      const own = soundTracks.value[index];
      const { now } = spansAt(own === undefined ? [] : playSpans(editor.document, own), editor.playhead);
      const url = now === null ? null : urlOf(now);
      const isHeard = isPlaying.value && speed.value > 0 && !isWaiting.value;
      const rate = rateOf(now);
      if (!isHeard || now?.assetId == null || url === null || rate === null) {
        player.pause();
        continue;
      }
      const wanted = seekSeconds(editor.document, now, editor.playhead);
      if (player.assetId() !== now.assetId || Math.abs(player.seconds() - wanted) > mostDriftSeconds)
        player.stand(now.assetId, url, wanted);
      player.setVolume(loudness(now.clip.id, editor.playhead));
      player.play(rate, keepsPitch(now));
    }
  }

  function stopAt(at: number): void {
    pause();
    editor.seek(at);
    showStill();
  }

  /** Begins to play, or goes faster. */
  function shuttle(direction: 1 | -1): void {
    if (editor.duration === 0) return;
    const step = speeds.findIndex((each) => each * direction === speed.value);
    const wasPlaying = isPlaying.value;
    speed.value = (speeds[Math.min(speeds.length - 1, step + 1)] ?? 1) * direction;
    if (direction === 1 && editor.playhead >= editor.duration - editor.frameTicks) editor.seek(0);
    run(editor.playhead);
    lastMs = performance.now();
    if (!wasPlaying) request = requestAnimationFrame(loop);
  }

  function pause(): void {
    cancelAnimationFrame(request);
    [speed.value, isWaiting.value, running] = [0, false, null];
    for (const player of [...pictures, ...sounds]) player.pause();
    showStill();
  }

  /** Links end; whoever comes back after a long while finds them anew. */
  function onFailure(): void {
    if (performance.now() - refreshedMs < refreshPauseMs) return;
    refreshedMs = performance.now();
    void materials.refresh().then(showStill, () => {
      // The connection notice says that the server is away; the next press asks again.
    });
  }

  function adopt(): void {
    for (const player of [...pictures, ...sounds]) player.end();
    pictures = elements.pictures.value.map((element) => createSourcePlayer(element, onFailure));
    sounds = elements.sounds.value.map((element) => createSourcePlayer(element, onFailure));
    shown.value = null;
    if (isPlaying.value) run(editor.playhead);
    else showStill();
  }

  watch(
    () => [editor.playhead, editor.peek] as const,
    ([at]) => {
      if (elements.isAside.value || (isPlaying.value && at === written)) return;
      if (isPlaying.value) run(at);
      else showStill();
    },
  );
  watch(
    () => editor.document,
    () => (isPlaying.value ? run(editor.playhead) : showStill()),
  );
  watch(elements.isAside, (is) => !is && !isPlaying.value && showStill());
  // Materials come after the timeline where they were just added.
  watch(isMissing, (is) => !is && showStill());
  watch(() => soundTracks.value.length, adopt, { flush: 'post' });
  onMounted(adopt);
  onBeforeUnmount(() => {
    cancelAnimationFrame(request);
    for (const player of [...pictures, ...sounds]) player.end();
  });

  return reactive({
    ...{ speed, shown, isWaiting, isPlaying, isMissing, soundTracks, pause },
    forward: () => shuttle(1),
    back: () => shuttle(-1),
    toggle: () => (isPlaying.value ? pause() : shuttle(1)),
  });
}

function keepsPitch({ clip: { retime } }: PlaySpan): boolean {
  return retime?.kind !== 'constant' || retime.keepsPitch !== false;
}

/** What plays a draft. */
export type DraftPlayback = ReturnType<typeof useDraftPlayback>;
