import type { Cue, CueWord } from './cue.ts';
import { Reading, clockMs, clockOf } from './reading.ts';

const stamp = String.raw`(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})`;
const timing = new RegExp(String.raw`^\s*${stamp}\s*-->\s*${stamp}(?:\s.*)?$`);
const innerStamp = new RegExp(`^${stamp}$`);

const references: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f', quot: '"', apos: "'" },
};

/** Reads the lines of a WebVTT file, the header among them. */
export function readVtt(lines: string[]): Reading {
  const reading = new Reading();
  // Blocks are parted by empty lines; the first is the header.
  let at = endOfBlock(lines, 0);
  while (at < lines.length) {
    if (lines[at] === '') {
      at += 1;
      continue;
    }
    const end = endOfBlock(lines, at);
    readBlock(reading, lines.slice(at, end), at + 1);
    at = end;
  }
  return reading;
}

function endOfBlock(lines: string[], from: number): number {
  const end = lines.indexOf('', from);
  return end === -1 ? lines.length : end;
}

function readBlock(reading: Reading, block: string[], line: number): void {
  if (/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(block[0] ?? '')) return;
  // An identifier may stand before the times.
  const place = block.findIndex((each) => each.includes('-->'));
  const times = place < 0 || place > 1 ? null : timing.exec(block[place] ?? '');
  if (times === null) return reading.tell(line, 'bad_time');
  const [, h, m, s, f, h2, m2, s2, f2] = times;
  const [startMs, endMs] = [clockMs(h, m, s, f), clockMs(h2, m2, s2, f2)];
  const pieces = piecesOf(block.slice(place + 1).join('\n'), startMs ?? 0);
  const text = pieces.map((piece) => piece.text).join('');
  const words =
    pieces.length < 2 ? null : pieces.map((piece, index) => timedWord(piece, pieces[index + 1], endMs));
  reading.add(line + place, startMs, endMs, text, words);
}

/** A part of a cue's text from one inner time to the next. */
interface Piece {
  text: string;
  startMs: number;
}

function timedWord({ text, startMs }: Piece, next: Piece | undefined, endMs: number | null): CueWord {
  return { text, startMs, endMs: next?.startMs ?? endMs ?? startMs };
}

function piecesOf(payload: string, startMs: number): Piece[] {
  const pieces: Piece[] = [{ text: '', startMs }];
  for (const [token] of payload.matchAll(/<[^>]*>?|[^<]+/g)) {
    if (!token.startsWith('<')) {
      const last = pieces.at(-1);
      if (last !== undefined) last.text += unescape(token);
      continue;
    }
    const [, h, m, s, f] = innerStamp.exec(token.slice(1, -1)) ?? [];
    const at = m === undefined ? null : clockMs(h, m, s, f);
    if (at !== null) pieces.push({ text: '', startMs: at });
  }
  // A time before the first letter leaves nothing in front of it.
  return pieces.filter(({ text }) => text !== '');
}

function unescape(text: string): string {
  return text.replaceAll(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return references[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}

/** Writes a WebVTT file, with the times of words where there are some. */
export function writeVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ startMs, endMs, text, words }) => {
    const payload =
      words === null
        ? escape(text)
        : words.map((word, index) => withStamp(word, index === 0 ? startMs : null)).join('');
    return `\n${clock(startMs)} --> ${clock(endMs)}\n${payload}\n`;
  });
  return `WEBVTT\n${blocks.join('')}`;
}

/** A word behind its time, unless it is known. */
function withStamp({ text, startMs }: CueWord, knownMs: number | null): string {
  return `${startMs === knownMs ? '' : `<${clock(startMs)}>`}${escape(text)}`;
}

function clock(ms: number): string {
  const { hours, minutes, seconds, thousandths } = clockOf(ms);
  return `${hours}:${minutes}:${seconds}.${thousandths}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
