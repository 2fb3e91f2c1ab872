import { assetOf, type EditDocument, type Item, type Track } from '@weireel/edit';
import { asClip, assetIdOf, asTitle } from '@weireel/edit/editing';
import type { Component } from 'vue';
import EffectsSection from './effects-section.vue';
import FitSection from './fit-section.vue';
import LayerSection from './layer-section.vue';
import { asLayer } from './layers.ts';
import LookSection from './look-section.vue';
import SoundSection from './sound-section.vue';
import SpeedSection from './speed-section.vue';
import SurveySection from './survey-section.vue';
import TitleSection from './title-section.vue';

/** Something that is chosen on the timeline. */
export interface Chosen {
  /** The item. */
  item: Item;
  /** Its track. */
  track: Track;
}

/** A part of the inspector; its view is given `editor`, `item` and `track`. */
export interface InspectorSection {
  /** Its name, and the message key of its heading below `studio.section`. */
  id: string;
  /** What it shows. */
  view: Component;
  /** Whether it has anything to say of what is chosen. */
  isFor: (document: EditDocument, chosen: Chosen) => boolean;
  /** Whether its view is given `materials`, too. */
  showsPosters?: true;
}

/** All parts, in their order. */
const sections: readonly InspectorSection[] = [
  { id: 'title', view: TitleSection, isFor: (_, { item }) => asTitle(item) !== null },
  {
    id: 'speed',
    view: SpeedSection,
    isFor: (_, { item }) => {
      const clip = asClip(item);
      return clip !== null && clip.retime?.kind !== 'freeze';
    },
  },
  {
    id: 'sound',
    view: SoundSection,
    isFor: (document, { item }) => {
      const clip = asClip(item);
      const asset = clip === null ? null : assetOf(document, clip.asset);
      return asset?.kind === 'audio' || (asset?.kind === 'video' && asset.hasSound);
    },
  },
  {
    id: 'survey',
    view: SurveySection,
    isFor: (document, { item }) => {
      const clip = asClip(item);
      return clip !== null && assetIdOf(document, clip) !== null;
    },
  },
  {
    id: 'fit',
    view: FitSection,
    isFor: (_, { item, track }) => asClip(item) !== null && track.kind === 'visual',
  },
  {
    id: 'look',
    view: LookSection,
    isFor: (_, { item, track }) => asClip(item) !== null && track.kind === 'visual',
  },
  {
    id: 'effects',
    view: EffectsSection,
    isFor: (_, { item, track }) => asClip(item) !== null && track.kind === 'visual',
    showsPosters: true,
  },
  {
    id: 'layer',
    view: LayerSection,
    isFor: (_, { item, track }) => asLayer(item) !== null && track.kind === 'visual',
  },
];

/** What the inspector shows of what is chosen. */
export function sectionsFor(document: EditDocument, chosen: Chosen): InspectorSection[] {
  return sections.filter(({ isFor }) => isFor(document, chosen));
}
