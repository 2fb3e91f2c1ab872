import type { TSchema } from 'typebox';
import { AnimationAsset, AudioAsset, FontAsset, ImageAsset, LutAsset, VideoAsset } from './asset.ts';
import { Clip, Fade, Retime, Sound, Speed } from './clip.ts';
import { EditDocument, Slot } from './edit-document.ts';
import { Adjust, Image, Item, Shape, Sticker, UnknownItem } from './item.ts';
import { Easing, ParameterValue } from './key-frames.ts';
import { Caption, Text, TextStyle } from './text.ts';
import { Track, Transition } from './track.ts';
import { Animation, Crop, Effect, Mask, Tiles, Transform } from './visual.ts';

// What stands in more than one place, or is a thing of its own for who writes documents.
const definitions: Record<string, TSchema> = {
  ...{ Track, Transition, Item, Clip, Image, Text, Sticker, Shape, Caption, Adjust, UnknownItem },
  ...{ VideoAsset, AudioAsset, ImageAsset, AnimationAsset, FontAsset, LutAsset },
  ...{ Transform, Crop, Mask, Effect, Animation, Tiles, Retime, Speed, Sound, Fade, TextStyle, Slot },
  ...{ Easing, ParameterValue },
};

/** The schema of the edit document as JSON Schema (draft 7), for programs in other languages. */
export function writeJsonSchema(): string {
  const names = new Map(Object.entries(definitions).map(([name, schema]) => [JSON.stringify(schema), name]));
  const schema = {
    ...Object.fromEntries(Object.entries(EditDocument).map(([name, value]) => [name, refer(value)])),
    definitions: Object.fromEntries(
      Object.entries(definitions).map(([name, definition]) => [name, referWithin(definition)]),
    ),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;

  function refer(value: unknown): unknown {
    const name = names.get(JSON.stringify(value));
    return name === undefined ? referWithin(value) : { $ref: `#/definitions/${name}` };
  }

  function referWithin(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(refer);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, refer(inner)]));
  }
}
