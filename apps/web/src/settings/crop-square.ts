/** Which square of a picture is chosen. */
export interface Crop {
  /** How often the largest square is enlarged, from 1. */
  zoom: number;
  /** Middle of the square, as shares of the picture’s width and height, from 0 to 1. */
  centre: { x: number; y: number };
}

/** A picture’s width and height, in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** The square of a picture, in its pixels. */
export interface Square {
  left: number;
  top: number;
  edge: number;
}

/** A face that fills a tenth of a photo fills its square at this. */
export const mostZoom = 5;

/** The largest square in the middle. */
export const middleCrop: Crop = { zoom: 1, centre: { x: 0.5, y: 0.5 } };

/** The square that is chosen of a picture. */
export function squareOf({ width, height }: PictureSize, { zoom, centre }: Crop): Square {
  const edge = Math.min(width, height) / zoom;
  return { left: centre.x * width - edge / 2, top: centre.y * height - edge / 2, edge };
}

/** A crop whose square lies within the picture, as near to the wished one as there is. */
export function withinPicture({ width, height }: PictureSize, wish: Crop): Crop {
  const zoom = Math.min(mostZoom, Math.max(1, wish.zoom));
  const half = Math.min(width, height) / zoom / 2;
  const inside = (share: number, length: number): number =>
    Math.min(1 - half / length, Math.max(half / length, share));
  return { zoom, centre: { x: inside(wish.centre.x, width), y: inside(wish.centre.y, height) } };
}

/**
 * The crop after the picture was drawn across the shown square.
 *
 * @param by how far, as shares of the square’s edge; to the right and down it is positive
 */
export function drawnBy(size: PictureSize, crop: Crop, by: { x: number; y: number }): Crop {
  const { edge } = squareOf(size, crop);
  const centre = {
    x: crop.centre.x - (by.x * edge) / size.width,
    y: crop.centre.y - (by.y * edge) / size.height,
  };
  return withinPicture(size, { ...crop, centre });
}
