import { moveBy, splitAt } from '@weireel/edit/editing';
import { lookPanel, speedPanel, trimPanel, volumePanel } from './panels/clip-panels.ts';
import { canvasPanel, coverPanel, musicPanel } from './panels/film-panels.ts';
import type { Panel, PanelContext } from './panels/row.ts';
import { addTitle, captionsPanel, titlePanel } from './panels/text-panels.ts';
import { transitionPanel } from './panels/transition-panel.ts';

/** The panels by the tools that open them. */
export const panels: Readonly<Record<string, Panel>> = {
  ...{ trim: trimPanel, speed: speedPanel, volume: volumePanel, look: lookPanel },
  ...{ transition: transitionPanel, text: titlePanel, captions: captionsPanel },
  ...{ music: musicPanel, canvas: canvasPanel, cover: coverPanel },
};

/** Does at once what a tool does that needs no panel; gives the panel that is opened, null: none. */
export function useTool(tool: string, context: PanelContext): string | null {
  const { editing } = context;
  const selectedId = editing.selected()?.item.id ?? null;
  if (tool === 'text') return addTitle(context) ? 'text' : null;
  if (Object.hasOwn(panels, tool)) return tool;
  if (tool === 'split') {
    const wish = { selectedId, newId: editing.newId() };
    const operation = splitAt(editing.document(), editing.playhead(), wish);
    if (operation !== null) editing.edit(operation);
  }
  if (tool === 'delete') editing.removeSelected();
  if (tool === 'done') editing.select(null);
  if ((tool === 'earlier' || tool === 'later') && selectedId !== null) {
    const operation = moveBy(editing.document(), selectedId, tool === 'earlier' ? -1 : 1);
    if (operation !== null) editing.edit(operation);
  }
  return null;
}
