import { expect, test } from 'vitest';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

/** A schema as JSON Schema has it, as far as it is walked here. */
interface Shape {
  type?: string;
  properties?: Record<string, Shape>;
  additionalProperties?: unknown;
  items?: Shape;
  anyOf?: Shape[];
  allOf?: Shape[];
}

/** Where in a schema there are objects that take fields which nobody has named. */
function openPlaces(shape: Shape, place: string): string[] {
  const { properties = {}, items, anyOf = [], allOf = [] } = shape;
  const below = [
    ...Object.entries(properties).flatMap(([name, each]) => openPlaces(each, `${place}.${name}`)),
    ...(items === undefined ? [] : openPlaces(items, `${place}[]`)),
    ...[...anyOf, ...allOf].flatMap((each) => openPlaces(each, place)),
  ];
  const isOpen = shape.type === 'object' && shape.additionalProperties !== false;
  return isOpen ? [place, ...below] : below;
}

/** Edit documents, which `@weireel/edit` reads field by field. */
const readElsewhere = ['createProject body.document', 'putProject body.document'];

test('no call takes a field that it does not name', () => {
  const open = Object.entries<Route>(routes).flatMap(([name, { body, query }]) =>
    // As: what TypeBox makes is JSON Schema.
    Object.entries({ body, query } as Record<string, Shape | undefined>).flatMap(([what, shape]) =>
      shape === undefined ? [] : openPlaces(shape, `${name} ${what}`),
    ),
  );
  expect(open).toEqual(readElsewhere);
});

test('a schema that takes more than it names is found, however deep it lies', () => {
  const open = { type: 'object', properties: { a: { type: 'string' } } };
  const shape = { ...open, additionalProperties: false, properties: { list: { items: { anyOf: [open] } } } };
  expect(openPlaces(shape, 'body')).toEqual(['body.list[]']);
});
