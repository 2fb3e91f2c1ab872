/** Sliders of the effect `colour`, each from -100 to 100; absent: 0. */
export type ColourSliders = Readonly<
  Partial<
    Record<
      | ('exposure' | 'brightness' | 'contrast' | 'saturation' | 'vibrance' | 'temperature' | 'tint')
      | ('highlights' | 'shadows' | 'whites' | 'blacks' | 'fade'),
      number
    >
  >
>;

/** A look that people choose by its name. */
export interface FilterPreset {
  /** What the sliders would be. */
  sliders: ColourSliders;
  /** Colours that dark and bright parts are drawn to, and how much, from 0 to 1; absent: none. */
  tone?: { dark: string; bright: string; amount: number };
  /** Whether all colours are turned into their negatives, before all else. */
  isNegative?: boolean;
  /** Steps that each channel is left with, after all else; absent: all. */
  steps?: number;
}

/** Looks by name: each is an effect `filter-<name>` with a strength. */
export const filterPresets: Readonly<Record<string, FilterPreset>> = {
  vivid: { sliders: { saturation: 45, contrast: 15 } },
  soft: { sliders: { contrast: -45, brightness: 12 } },
  warm: { sliders: { temperature: 45, saturation: 8 } },
  cool: { sliders: { temperature: -45, saturation: 4 } },
  bright: { sliders: { exposure: 30, shadows: 25 } },
  dark: { sliders: { exposure: -35, contrast: 15 } },
  contrast: { sliders: { contrast: 55 } },
  fade: { sliders: { fade: 45, saturation: -15 } },
  mono: { sliders: { saturation: -100 } },
  noir: { sliders: { saturation: -100, contrast: 60, blacks: -25 } },
  silver: { sliders: { saturation: -100, exposure: 20, fade: 20 } },
  sepia: { sliders: { saturation: -100 }, tone: { dark: '#2b1606', bright: '#ffe3b3', amount: 0.75 } },
  cyanotype: { sliders: { saturation: -100 }, tone: { dark: '#04234f', bright: '#e2f3ff', amount: 0.85 } },
  rose: { sliders: { saturation: -20 }, tone: { dark: '#5a1028', bright: '#ffb8c8', amount: 0.5 } },
  mint: { sliders: { saturation: -15 }, tone: { dark: '#0c3d33', bright: '#d8fff0', amount: 0.4 } },
  lavender: { sliders: { saturation: -20 }, tone: { dark: '#2a1a8a', bright: '#c8b8ff', amount: 0.5 } },
  golden: { sliders: { exposure: 8 }, tone: { dark: '#3d2300', bright: '#ffe08a', amount: 0.38 } },
  forest: { sliders: { temperature: -12, tint: -40, contrast: 12 } },
  ocean: { sliders: { temperature: -30, tint: -12, saturation: 25, contrast: 10 } },
  sunset: { sliders: { temperature: 60, tint: 35, saturation: 20 } },
  dusk: { sliders: { exposure: -20 }, tone: { dark: '#1a1040', bright: '#ffb48a', amount: 0.5 } },
  night: { sliders: { exposure: -40, temperature: -50, saturation: -20 } },
  cinema: { sliders: { contrast: 18 }, tone: { dark: '#00303d', bright: '#ffd9a8', amount: 0.35 } },
  bleach: { sliders: { saturation: -60, contrast: 45, highlights: 20 } },
  film: { sliders: { fade: 22, contrast: 12, temperature: 14, tint: -8, highlights: -20 } },
  instant: { sliders: { fade: 30, temperature: 22, saturation: -18, exposure: 12, tint: 12 } },
  vintage: {
    sliders: { saturation: -35, fade: 18 },
    tone: { dark: '#2a1a3a', bright: '#f5e0a0', amount: 0.35 },
  },
  retro: {
    sliders: { saturation: 20, contrast: -12 },
    tone: { dark: '#00354a', bright: '#ffc9c0', amount: 0.45 },
  },
  neon: { sliders: { saturation: 90, contrast: 40, tint: 25 } },
  candy: { sliders: { saturation: 50, exposure: 18, tint: 30, shadows: 30 } },
  food: { sliders: { saturation: 30, temperature: 20, exposure: 12, vibrance: 20 } },
  portrait: { sliders: { shadows: 35, highlights: -25, temperature: 10, contrast: -8 } },
  ice: {
    sliders: { saturation: -50, exposure: 15 },
    tone: { dark: '#0b2c50', bright: '#eefcff', amount: 0.45 },
  },
  crimson: { sliders: { saturation: -30 }, tone: { dark: '#300008', bright: '#ff9a8a', amount: 0.6 } },
  negative: { sliders: {}, isNegative: true },
  poster: { sliders: { saturation: 35, contrast: 20 }, steps: 4 },
};
