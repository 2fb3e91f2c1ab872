export { JoinedAsset, JoinedTakes, JoinTakesBody } from './shapes.ts';
