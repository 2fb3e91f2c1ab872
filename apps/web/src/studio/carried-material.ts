import type { Material } from '@weireel/contract';

const type = 'application/x-weireel-asset';

/** Notes in a drag which material is carried. */
export function carryMaterial(event: DragEvent, { source }: Material): void {
  event.dataTransfer?.setData(type, source.assetId);
  if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'copy';
}

/** Whether a drag carries a material. */
export function carriesMaterial(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes(type) === true;
}

/** The asset of the material that a drag carries; null: it carries none. Told only when it is dropped. */
export function carriedAsset(event: DragEvent): string | null {
  const assetId = event.dataTransfer?.getData(type) ?? '';
  return assetId === '' ? null : assetId;
}
