import { type Cue, type CueWord, wordJoiner } from './cue.ts';
import { Reading, clockMs, clockOf } from './reading.ts';

const usualFields = [
  ...['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'],
];

/** Reads the lines of an Advanced SubStation Alpha file, or of its forerunner SSA. */
export function readAss(lines: string[]): Reading {
  const reading = new Reading();
  let isEvents = false;
  let fields = usualFields;
  lines.forEach((line, index) => {
    const section = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) isEvents = section.toLowerCase() === 'events';
    if (!isEvents) return;
    const [, kind = '', rest = ''] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    if (kind === 'Format') fields = rest.split(',').map((name) => name.trim().toLowerCase());
    if (kind === 'Dialogue') readDialogue(reading, fields, rest, index + 1);
  });
  return reading;
}

function readDialogue(reading: Reading, fields: string[], rest: string, line: number): void {
  const values = rest.split(',');
  // The text is the last field, and may have commas.
  const last = values.slice(fields.length - 1).join(',');
  const valueOf = (name: string) => {
    const place = fields.indexOf(name);
    return place === fields.length - 1 ? last : (values[place] ?? '');
  };
  const [startMs, endMs] = [timeOf(valueOf('start')), timeOf(valueOf('end'))];
  const { text, words } = piecesOf(valueOf('text'), startMs ?? 0);
  reading.add(line, startMs, endMs, text, words.length < 2 ? null : words);
}

function timeOf(text: string): number | null {
  const [, h, m, s, f] = /^\s*(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.:](\d{1,3}))?\s*$/.exec(text) ?? [];
  return m === undefined ? null : clockMs(h, m, s, f);
}

/** Text without overrides and drawings, and the syllables of karaoke. */
function piecesOf(source: string, startMs: number): { text: string; words: CueWord[] } {
  const words: CueWord[] = [];
  let [text, at, isDrawing] = ['', startMs, false];
  for (const [token] of source.matchAll(/\{[^{}]*\}|(?:\\[{}]|[^{}])+|[{}]/g)) {
    if (token.startsWith('{') && token.length > 1) {
      const drawing = token.match(/\\p(\d+)/g)?.at(-1);
      if (drawing !== undefined) isDrawing = drawing !== '\\p0';
      const lengths = [...token.matchAll(/\\(?:k[fo]?|K)(\d{1,6})/g)].map(
        ([, length]) => Number(length) * 10,
      );
      for (const length of lengths) {
        words.push({ text: '', startMs: at, endMs: at + length });
        at += length;
      }
    } else if (!isDrawing) {
      const plain = unescape(token);
      text += plain;
      const word = words.at(-1);
      if (word !== undefined) word.text += plain;
    }
  }
  return { text, words: words.filter((word) => word.text !== '') };
}

function unescape(text: string): string {
  return text
    .replaceAll(/\\([Nnh{}])/g, (_, mark: string) =>
      mark === 'h' ? '\u00a0' : /n/i.test(mark) ? '\n' : mark,
    )
    .replaceAll(`\\${wordJoiner}`, '\\');
}

const header = [
  ...['[Script Info]', 'ScriptType: v4.00+', 'PlayResX: 720', 'PlayResY: 1280', 'WrapStyle: 0', ''],
  '[V4+ Styles]',
  'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
  'Style: Default,Noto Sans SC,48,&H00FFFFFF,&H0000FFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,2,0,2,40,40,120,1',
  '',
  '[Events]',
  'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
];

/** Writes an Advanced SubStation Alpha file in one plain style, with karaoke where words have times. */
export function writeAss(cues: readonly Cue[]): string {
  const lines = cues.map(({ startMs, endMs, text, words }) => {
    const payload = words === null ? escape(text) : karaoke(words, startMs);
    return `Dialogue: 0,${clock(startMs)},${clock(endMs)},Default,,0,0,0,,${payload}`;
  });
  return `${[...header, ...lines].join('\n')}\n`;
}

/** Hundredths are counted from the start of the cue, so that they do not add up to an error. */
function karaoke(words: readonly CueWord[], startMs: number): string {
  let at = Math.round(startMs / 10);
  return words
    .map(({ text, startMs: from, endMs }) => {
      const [wait, length] = [Math.round(from / 10) - at, Math.round(endMs / 10) - Math.round(from / 10)];
      at += wait + length;
      return `${wait > 0 ? `{\\k${wait}}` : ''}{\\k${length}}${escape(text)}`;
    })
    .join('');
}

function clock(ms: number): string {
  const { hours, minutes, seconds, thousandths } = clockOf(Math.round(ms / 10) * 10);
  return `${Number(hours)}:${minutes}:${seconds}.${thousandths.slice(0, 2)}`;
}

/** No text can become an override: a backslash is parted from what follows, braces are marked as text. */
function escape(text: string): string {
  return text
    .replaceAll('\\', `\\${wordJoiner}`)
    .replaceAll(/[{}]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\N`);
}
