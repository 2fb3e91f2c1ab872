export { animationPresets } from './animation.ts';
export { draw } from './draw.ts';
export { drawMoving } from './draw-moving.ts';
export type { MovingWish } from './draw-moving.ts';
export { drawingVersion } from './drawing.ts';
export type { DrawnContent, DrawnLayer, Drawing, DrawingFiles, Raster } from './drawing.ts';
export { openFonts } from './fonts.ts';
export type { FontFiles, Fonts } from './fonts.ts';
export { revealPresets } from './reveals.ts';
