import type { CanvasKit, TypefaceFontProvider } from 'canvaskit-wasm';
import type { DrawingFiles } from './drawing.ts';
import type { TextStyle } from './text-style.ts';

/** Families of the installation's fonts, in which a character is looked for one after the other. */
const fontFamilies = ['Weireel Sans', 'Weireel Emoji'] as const;

/** Bytes of people's own fonts that are kept open; one that is needed again is opened again. */
const mostKeptBytes = 48 * 2 ** 20;

/** Files of the installation's fonts: letters of Chinese and Latin scripts, and coloured pictures. */
export interface FontFiles {
  /** Weights of the letters. */
  letters: readonly ArrayBuffer[];
  /** Pictures. */
  emoji: ArrayBuffer;
}

/** Families in which text of a look is written: a font of somebody's own first, and what it lacks in the others. */
export function familiesOf({ font }: TextStyle): string[] {
  return [...(font === undefined ? [] : [ownFamily(font)]), ...fontFamilies];
}

/** Fonts that text is written in. */
export interface Fonts {
  /**
   * All fonts of the installation, and those of people's own with these hashes.
   *
   * @throws Error for a file that is not there, or is no font
   */
  provide: (hashes: readonly string[], files: DrawingFiles) => TypefaceFontProvider;
}

/** Opens the installation's fonts. */
export function openFonts(kit: CanvasKit, { letters, emoji }: FontFiles): Fonts {
  let opened = new Map<string, number>();
  let provider = open();

  function open(): TypefaceFontProvider {
    const made = kit.TypefaceFontProvider.Make();
    for (const font of letters) made.registerFont(font, fontFamilies[0]);
    made.registerFont(emoji, fontFamilies[1]);
    return made;
  }

  function register(sha256: string, file: Uint8Array): void {
    // The provider keeps silent about what is no font.
    const face = kit.Typeface.MakeTypefaceFromData(file.slice().buffer);
    if (face === null) throw new Error(`${sha256} is no font`);
    face.delete();
    provider.registerFont(file, ownFamily(sha256));
    opened.set(sha256, file.length);
  }

  return {
    provide(hashes, files) {
      const missing = new Set(hashes.filter((sha256) => !opened.has(sha256)));
      const sizeOf = (sha256: string) => files[sha256]?.length ?? 0;
      const sum = [...opened.values(), ...[...missing].map(sizeOf)].reduce((all, size) => all + size, 0);
      if (missing.size > 0 && sum > mostKeptBytes) {
        provider.delete();
        opened = new Map();
        provider = open();
        for (const sha256 of hashes) missing.add(sha256);
      }
      for (const sha256 of missing) {
        const file = files[sha256];
        if (file === undefined) throw new Error(`the font ${sha256} is not there`);
        register(sha256, file);
      }
      return provider;
    },
  };
}

function ownFamily(sha256: string): string {
  return `Own ${sha256}`;
}
