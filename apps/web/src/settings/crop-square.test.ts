import { describe, expect, it } from 'vitest';
import { drawnBy, middleCrop, mostZoom, squareOf, withinPicture } from './crop-square.ts';

const wide = { width: 400, height: 200 };

describe('the square of a picture', () => {
  it('is the largest one in its middle at first', () => {
    expect(squareOf(wide, middleCrop)).toEqual({ left: 100, top: 0, edge: 200 });
    expect(squareOf({ width: 200, height: 400 }, middleCrop)).toEqual({ left: 0, top: 100, edge: 200 });
  });

  it('goes against the way in which the picture is drawn, as far as the picture reaches', () => {
    const left = drawnBy(wide, middleCrop, { x: 0.25, y: 0.25 });
    expect(squareOf(wide, left)).toEqual({ left: 50, top: 0, edge: 200 });
    const atEnd = drawnBy(wide, middleCrop, { x: -9, y: 9 });
    expect(squareOf(wide, atEnd)).toEqual({ left: 200, top: 0, edge: 200 });
  });

  it('is drawn as far on the screen when it is enlarged, and so less far in the picture', () => {
    const near = withinPicture(wide, { ...middleCrop, zoom: 2 });
    expect(squareOf(wide, near)).toEqual({ left: 150, top: 50, edge: 100 });
    expect(squareOf(wide, drawnBy(wide, near, { x: 0, y: 0.5 }))).toEqual({ left: 150, top: 0, edge: 100 });
  });

  it('comes back into the picture when it is made smaller at its edge', () => {
    const corner = drawnBy(wide, { ...middleCrop, zoom: mostZoom }, { x: 9, y: 9 });
    expect(squareOf(wide, corner)).toEqual({ left: 0, top: 0, edge: 40 });
    const whole = withinPicture(wide, { ...corner, zoom: 0 });
    expect(squareOf(wide, whole)).toEqual({ left: 0, top: 0, edge: 200 });
  });
});
