export { Asset } from './asset.ts';
export {
  CoverCandidate,
  CoverWord,
  CreateVideoBody,
  Replacement,
  ReviewState,
  Video,
  VideoDetailsBody,
  VideoSourceBody,
  VideoState,
  Visibility,
} from './shapes.ts';
