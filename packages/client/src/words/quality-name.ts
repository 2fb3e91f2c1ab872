/** Name of a quality by its shorter edge, as people know them: `1080p`, `4K`. */
export function qualityName(shortEdgePx: number): string {
  return shortEdgePx >= 2000 ? '4K' : `${shortEdgePx}p`;
}
