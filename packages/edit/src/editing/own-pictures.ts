import { isKnownAsset, type Asset, type EditDocument } from '../edit-document.ts';

/** Whether a file is, by its name, a picture that can be laid over a film. */
export function isPictureName(name: string): boolean {
  return /\.(?:png|jpe?g|webp|gif)$/i.test(name);
}

/** Whether an asset is a picture of one’s own, still or moving. */
export function isPicture(asset: Asset | undefined): boolean {
  return asset !== undefined && isKnownAsset(asset) && (asset.kind === 'image' || asset.kind === 'animation');
}

/** The ids of all pictures that a document names, each once. */
export function picturesOf({ assets }: EditDocument): string[] {
  const ids = Object.values(assets).flatMap((asset) =>
    isPicture(asset) && 'assetId' in asset && typeof asset.assetId === 'string' ? [asset.assetId] : [],
  );
  return [...new Set(ids)];
}
