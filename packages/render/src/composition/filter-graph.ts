import type { Rate } from '@weireel/edit';
import type { CubeOfEffects } from '../colour/paint-cube.ts';
import type { EffectPicture } from '../effect/paint-effect-file.ts';
import { places } from '../frame-filters.ts';
import type { Cover, MaskPictures } from '../mask/paint-mask.ts';

/** A file that a run reads besides its sources: made of the document, with a name of ours. */
export interface SegmentFile {
  /** Its name, without folders. */
  name: string;
  /** What is in it. */
  content: string | Uint8Array | MaskPictures | CubeOfEffects | EffectPicture;
}

/** One stream of pictures within a graph, by a name of ours. */
export type Stream = string & { readonly stream: never };

/** Filters that make of one picture as many as a segment has. */
export function repeated({ fps, count }: Pick<StreamShape, 'fps' | 'count'>): string[] {
  return [
    `loop=loop=${count - 1}:size=1:start=0`,
    ...[`settb=${fps.den}/${fps.num}`, 'setpts=N', `fps=${fps.num}/${fps.den}:start_time=0:round=near`],
  ];
}

/** Filters that show each picture for as many frames as is said. */
export function eachRepeated(
  counts: readonly number[],
  { fps, count }: Pick<StreamShape, 'fps' | 'count'>,
): string[] {
  return [
    `settb=${fps.den}/${fps.num}`,
    // Only by what comes after it is it known how long a frame is there; so the last one comes once more.
    ...['tpad=stop=1:stop_mode=clone', `setpts='${places(counts)}'`],
    `fps=${fps.num}/${fps.den}:start_time=0:round=near`,
    `trim=end_frame=${count}`,
  ];
}

/** A graph of FFmpeg's filters that is put together. All that gets into it are names and numbers of ours. */
export class FilterGraph {
  /** Arguments of all inputs, in order. */
  readonly inputs: string[] = [];
  /** Files that must lie beside the sources. */
  readonly files: SegmentFile[] = [];
  readonly #chains: string[] = [];
  #inputs = 0;
  #labels = 0;

  /** Adds an input; its pictures are a stream. */
  open(args: readonly string[]): Stream {
    this.inputs.push(...args);
    this.#inputs += 1;
    return `${this.#inputs - 1}:v:0` as Stream; // as: the only place that makes names of inputs
  }

  /** One stream that comes of some, by filters one after the other. */
  join(streams: readonly Stream[], filters: readonly string[]): Stream {
    const made = this.#label();
    this.#chains.push(`${streams.map((name) => `[${name}]`).join('')}${filters.join(',')}[${made}]`);
    return made;
  }

  /** A stream that is changed by filters; without any it stays what it is. */
  change(stream: Stream, filters: readonly string[]): Stream {
    return filters.length === 0 ? stream : this.join([stream], filters);
  }

  /** The same stream twice. */
  split(stream: Stream): [Stream, Stream] {
    const [first, second] = [this.#label(), this.#label()];
    this.#chains.push(`[${stream}]split[${first}][${second}]`);
    return [first, second];
  }

  /** Keeps a file beside the sources. Answers its name. */
  keep(content: SegmentFile['content'], ending: string): string {
    const name = `file-${this.files.length}.${ending}`;
    this.files.push({ name, content });
    return name;
  }

  /** Pictures of one plane each, as bytes or as 16 bits: one for each frame, or one that stays. */
  openGrey(
    content: Uint8Array | EffectPicture,
    { widthPx, heightPx, fps, count }: StreamShape,
    format: 'gray' | 'gray16le' = 'gray',
  ): Stream {
    const name = this.keep(content, 'grey');
    const raw = this.open([
      ...['-protocol_whitelist', 'file', '-f', 'rawvideo', '-pixel_format', format],
      ...['-video_size', `${widthPx}x${heightPx}`, '-framerate', `${fps.num}/${fps.den}`, '-i', name],
    ]);
    return this.change(raw, [...repeated({ fps, count }), 'setsar=1']);
  }

  /** Pictures of how much is seen where, of which there is a cover for each frame; what stays is painted once. */
  openCovers(covers: readonly Cover[], { widthPx, heightPx, fps, count }: StreamShape): Stream {
    const painted: Cover[] = [];
    const counts: number[] = [];
    for (const cover of covers) {
      if (JSON.stringify(painted.at(-1)) === JSON.stringify(cover)) counts.push((counts.pop() ?? 0) + 1);
      else {
        painted.push(cover);
        counts.push(1);
      }
    }
    const name = this.keep({ version: 1, widthPx, heightPx, covers: painted }, 'grey');
    const raw = this.open([
      ...['-protocol_whitelist', 'file', '-f', 'rawvideo', '-pixel_format', 'gray'],
      ...['-video_size', `${widthPx}x${heightPx}`, '-framerate', `${fps.num}/${fps.den}`, '-i', name],
    ]);
    return this.change(raw, ['setsar=1', ...eachRepeated(counts, { fps, count })]);
  }

  /** The whole, for `-filter_complex`. */
  toString(): string {
    return this.#chains.join(';');
  }

  #label(): Stream {
    this.#labels += 1;
    return `s${this.#labels}` as Stream; // as: the only place that makes names of streams
  }
}

/** What all streams of a segment have in common. */
export interface StreamShape {
  /** Width in pixels. */
  widthPx: number;
  /** Height in pixels. */
  heightPx: number;
  /** Frames per second. */
  fps: Rate;
  /** How many frames there are. */
  count: number;
}
