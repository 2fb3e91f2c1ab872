import { isKnownAsset, type Asset, type EditDocument } from '../edit-document.ts';

/** Whether a file is, by its name, a picture that can be laid over a film, or may be one (Lottie). */
export function isPictureName(name: string): boolean {
  return /\.(?:a?png|jpe?g|webp|gif|json)$/i.test(name);
}

/** Whether a file is, by its name, a picture, a table of colours or a font. */
export function isOwnFileName(name: string): boolean {
  return isPictureName(name) || /\.(?:cube|ttf|otf)$/i.test(name);
}

/** Whether an asset is a file of one’s own, and not a video or its sound. */
export function isOwnFile(asset: Asset | undefined): boolean {
  return asset !== undefined && isKnownAsset(asset) && asset.kind !== 'video' && asset.kind !== 'audio';
}

/** The ids of all files of one’s own that a document names, each once. */
export function ownFilesOf({ assets }: EditDocument): string[] {
  const ids = Object.values(assets).flatMap((asset) =>
    isOwnFile(asset) && 'assetId' in asset && typeof asset.assetId === 'string' ? [asset.assetId] : [],
  );
  return [...new Set(ids)];
}
