/**
 * Effects that change more than colours and have nothing but a strength, from 0 to 100: how far the changed picture
 * covers the one that it was made of. Renderers say what each of them is.
 */
export const pictureEffects = [
  ...(['mirror', 'reflection', 'fourfold', 'kaleidoscope', 'tiles', 'wall', 'strips'] as const),
  ...(['wave', 'ripples', 'swirl', 'fishEye', 'pinch', 'flutedGlass', 'frostedGlass', 'glitch'] as const),
  ...(['glow', 'softFocus', 'motionBlur', 'rush', 'doubleVision', 'colourSplit'] as const),
  ...(['sketch', 'chalk', 'neonEdges', 'emboss', 'comic', 'oil', 'halftone'] as const),
  ...(['scanlines', 'lights', 'scratches', 'spotlight', 'bars', 'frame'] as const),
] as const;

/** Name of an effect that has nothing but a strength. */
export type PictureEffect = (typeof pictureEffects)[number];
