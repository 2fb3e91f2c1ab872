import { Type, type Static } from 'typebox';
import { Speaker } from '../community/comments.ts';
import { AsListQuery, Id, Timestamp, nullable } from '../scalars.ts';
import { GroupIds, Title, Video, Visibility } from '../videos/shapes.ts';
import { collectionLimits } from './collection-limits.ts';

/** What a list of videos is: any that belong together; lessons, one after the other. */
export const CollectionKind = Type.Enum(['collection', 'course'] as const);

/** An ordered list of videos. Of the videos in it each reader is told only of those that they may see. */
export const Collection = Type.Object({
  id: Id,
  kind: CollectionKind,
  owner: Speaker,
  title: Type.String(),
  description: Type.String(),
  visibility: Visibility,
  groups: nullable(
    Type.Array(Type.Object({ id: Id, name: Type.String() })),
    'Whom it is for when it is for groups; null for those who are neither its owner nor administrator',
  ),
  itemCount: Type.Integer({ description: 'Videos in it that I may see' }),
  cover: nullable(
    Type.Object({
      videoId: Id,
      posterUrl: nullable(Type.String()),
      placeholder: nullable(Type.String(), 'As of `Playback`'),
    }),
    'Of the video that its owner chose, or of the first one; null: I may see none of them',
  ),
  coverVideoId: nullable(
    Id,
    'The video that gives the cover; null: the first one, or for those who are neither its owner nor administrator',
  ),
  createdAt: Timestamp,
});

/** How far I am in a collection. */
export const CollectionProgress = Type.Object({
  done: Type.Integer({ description: 'Videos in it that I have watched to their end' }),
  next: nullable(
    Type.Object({ videoId: Id, positionMs: Type.Integer() }),
    'Where to go on, on whatever device; null: I have watched them all, or there are none',
  ),
});

/** A collection by itself. */
export const CollectionPage = Type.Object({
  ...Collection.properties,
  progress: nullable(CollectionProgress, 'null: nobody is signed in'),
  isManaged: Type.Boolean({ description: 'Whether I may change it' }),
});

/** A collection of mine. */
export const OwnCollection = Type.Object({
  ...Collection.properties,
  hasVideo: nullable(Type.Boolean(), 'Whether the video that was named is in it; null: none was named'),
});

/** A video in a collection. */
export const CollectionItem = Type.Object({
  video: Video,
  isDone: Type.Boolean({ description: 'Whether I have watched it to its end' }),
});

/** Body of `POST /collections`, and of `PUT /collections/{id}`: the editable fields, whole. */
export const CollectionBody = Type.Object(
  {
    kind: CollectionKind,
    title: Title,
    description: Type.String({ maxLength: collectionLimits.descriptionLength }),
    visibility: Visibility,
    groupIds: Type.Optional(GroupIds),
    coverVideoId: nullable(Id, 'A video in it that gives the cover; null: the first one'),
  },
  { additionalProperties: false },
);

/** Body of `PUT /collections/{id}/owner`: a channel, or oneself. */
export const CollectionOwnerBody = Type.Object({ ownerId: Id }, { additionalProperties: false });

/** Query of `GET /me/collections`. */
export const MyCollectionsQuery = Type.Object(
  {
    ...AsListQuery.properties,
    videoId: Type.Optional({ ...Id, description: 'A video of which it is asked where it is' }),
  },
  { additionalProperties: false },
);

/** Body of `PUT /collections/{id}/items`: the whole list, in its order. */
export const CollectionItemsBody = Type.Object(
  { videoIds: Type.Array(Id, { maxItems: collectionLimits.items, uniqueItems: true }) },
  { additionalProperties: false },
);

/** Body of `PUT /collections/{id}/items/{videoId}`. */
export const CollectionItemBody = Type.Object(
  {
    before: Type.Optional(
      nullable(
        Id,
        'The video in the collection before which it comes to stand; null: it comes last. Absent: it stays where it is, or comes last when it is new',
      ),
    ),
  },
  { additionalProperties: false },
);

/** Path parameters of calls about one video in a collection. */
export const CollectionItemParams = Type.Object({ id: Id, videoId: Id }, { additionalProperties: false });

/** What a list of videos is. */
export type CollectionKind = Static<typeof CollectionKind>;
/** An ordered list of videos. */
export type Collection = Static<typeof Collection>;
/** How far I am in a collection. */
export type CollectionProgress = Static<typeof CollectionProgress>;
/** A collection by itself. */
export type CollectionPage = Static<typeof CollectionPage>;
/** A collection of mine. */
export type OwnCollection = Static<typeof OwnCollection>;
/** A video in a collection. */
export type CollectionItem = Static<typeof CollectionItem>;
/** Body of `POST /collections` and `PUT /collections/{id}`. */
export type CollectionBody = Static<typeof CollectionBody>;
