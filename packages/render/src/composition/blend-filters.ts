import type { Layer } from '@weireel/edit';

type Blend = Layer['blend'];

/** Where light is doubled or screened by one of two channels. */
const doubled = (by: 'x' | 'y'): string => `if(lte(${by},127.5),2*x*y/255,255-2*(255-x)*(255-y)/255)`;

/**
 * The W3C's formulas of single channels (Compositing and Blending Level 1), `x` below and `y` above, from 0 to 255; add
 * and subtract are cut at white and black.
 */
const formulas: Readonly<Record<Exclude<Blend, 'normal'>, string>> = {
  multiply: 'x*y/255',
  screen: 'x+y-x*y/255',
  overlay: doubled('x'),
  hardLight: doubled('y'),
  darken: 'min(x,y)',
  lighten: 'max(x,y)',
  dodge: 'if(eq(x,0),0,if(eq(y,255),255,min(255,255*x/(255-y))))',
  burn: 'if(eq(x,255),255,if(eq(y,0),0,255-min(255,255*(255-x)/y)))',
  softLight:
    'if(lte(y,127.5),x-(1-2*y/255)*x*(1-x/255),x+(2*y/255-1)*(if(lte(x,63.75),((16*x/255-12)*x/255+4)*x,255*sqrt(x/255))-x))',
  difference: 'abs(x-y)',
  exclusion: 'x+y-2*x*y/255',
  add: 'min(255,x+y)',
  subtract: 'max(0,x-y)',
};

/**
 * The filter that blends two streams of red, green and blue, the lower one first: FFmpeg works the formula out once for
 * each pair of values, and then looks it up.
 */
export function blendFilter(blend: Exclude<Blend, 'normal'>): string {
  const formula = `'round(${formulas[blend]})'`;
  return `lut2=${['c0', 'c1', 'c2'].map((channel) => `${channel}=${formula}`).join(':')}`;
}
