import type { AssetSource, FileSource } from '@weireel/contract';
import type { EditDocument } from '../edit-document.ts';
import type { Operation } from '../schema/operation.ts';

/** The id of an asset in the document, and what writes it there where it is missing or was replaced since. */
export function withAsset(
  document: EditDocument,
  source: AssetSource | FileSource,
  newId: () => string,
): { key: string; operations: Operation[] } {
  const known = Object.entries(document.assets).find(
    ([, asset]) => 'assetId' in asset && asset.assetId === source.assetId,
  );
  const key = known?.[0] ?? newId();
  const isSame = known !== undefined && 'sha256' in known[1] && known[1].sha256 === source.sha256;
  return { key, operations: isSame ? [] : [{ kind: 'setAsset', id: key, asset: source }] };
}
