import { Type } from 'typebox';
import { Id } from '../scalars.ts';

/** What belongs to every event of an upload: the asset that its bytes become. */
const OfUpload = Type.Object({ assetId: Id });

/** What happens to uploads. */
export const uploadsEvents = {
  'upload.created': OfUpload,
  'upload.completed': OfUpload,
  'upload.cancelled': OfUpload,
  'upload.expired': OfUpload,
} as const;
