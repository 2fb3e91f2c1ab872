import type { ProjectEditing } from '../project-editing.ts';
import type { StudioWords } from '../words-zh-cn.ts';

/** A row of a panel, as the view draws it: it only knows what each kind looks like. */
export interface Row {
  /** Names it within its panel, and the deed that it does. */
  id: string;
  /** What it is about, beside the deed: an item’s id. */
  target: string;
  /** What it looks like. */
  kind: 'note' | 'pills' | 'figure' | 'words' | 'button' | 'main' | 'toggle';
  /** What it is called. */
  label: string;
  /** What is said beside it: of a figure what it is now, of words what to write. */
  text: string;
  /** What can be chosen. */
  options: Option[];
  /** Ends and steps of a figure. */
  min: number;
  max: number;
  step: number;
  /** What a figure stands at. */
  number: number;
  /** What was written. */
  words: string;
  /** Whether a toggle is on. */
  isOn: boolean;
}

/** Something that can be chosen. */
export interface Option {
  value: string;
  name: string;
  isOn: boolean;
}

/** What a row hands to its deed. */
export type Given = string | number | boolean;

/** What a panel is made of. */
export interface PanelContext {
  /** What is edited. */
  editing: ProjectEditing;
  /** What the studio says. */
  words: StudioWords;
  /** The titles of materials by their assets’ ids. */
  titles: ReadonlyMap<string, string>;
}

/** A tool’s panel: what it shows, and what its rows do. */
export interface Panel {
  /** Its heading. */
  heading(words: StudioWords): string;
  /** What it shows; none: there is nothing to be set now, and it closes. */
  rows(context: PanelContext): Row[];
  /** What rows do, by their ids. */
  deeds: Readonly<Record<string, (context: PanelContext, given: Given, target: string) => void>>;
}

const blank: Row = {
  ...{ id: '', target: '', kind: 'note', label: '', text: '', options: [] },
  ...{ min: 0, max: 0, step: 1, number: 0, words: '', isOn: false },
};

/** Something that is said. */
export const note = (id: string, text: string): Row => ({ ...blank, id, text });

/** Something that is done by a tap. */
export const button = (id: string, label: string, target = ''): Row => ({
  ...{ ...blank, id, kind: 'button' },
  ...{ label, target },
});

/** The one thing that is done by a tap. */
export const mainButton = (id: string, label: string): Row => ({ ...blank, id, kind: 'main', label });

/** Something that is on or off. */
export const toggle = (id: string, label: string, isOn: boolean, target = ''): Row => ({
  ...{ ...blank, id, kind: 'toggle' },
  ...{ label, isOn, target },
});

/** One of several. */
export const pills = (id: string, label: string, options: Option[], target = ''): Row => ({
  ...{ ...blank, id, kind: 'pills' },
  ...{ label, options, target },
});

/** Words that are written. */
export const written = (id: string, label: string, words: string, target = ''): Row => ({
  ...{ ...blank, id, kind: 'words' },
  ...{ label, words, target },
});

/** A figure within ends. */
export const figure = (
  id: string,
  label: string,
  about: { min: number; max: number; number: number; step?: number; text: string },
  target = '',
): Row => ({ ...blank, id, kind: 'figure', label, target, ...about });

/** Those of some names, of which one is chosen. */
export function optionsOf(names: Readonly<Record<string, string>>, chosen: string | null): Option[] {
  return Object.entries(names).map(([value, name]) => ({ value, name, isOn: value === chosen }));
}
