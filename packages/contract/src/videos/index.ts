export { Asset } from './asset.ts';
export {
  CoverCandidate,
  CreateVideoBody,
  Replacement,
  ReviewState,
  Video,
  VideoDetailsBody,
  VideoSourceBody,
  VideoState,
  Visibility,
} from './shapes.ts';
