/**
 * The video with which a page was opened: by a card or a link as `v`, by a code as `scene`, which holds the same and
 * comes encoded. Empty: none is named.
 */
export function videoOfQuery({ v, scene = '' }: { v?: string; scene?: string }): string {
  return v ?? /^v(?:=|%3D)(\w+)$/i.exec(scene)?.[1] ?? '';
}
