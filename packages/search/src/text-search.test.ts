import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jieba } from './jieba.ts';
import { planSearch } from './search-plan.ts';
import { toRankQuery, toTsquery, toTsvector } from './text-search.ts';

it('writes lexemes with their places, quoted', () => {
  const places = [{ position: 1, label: 'A' as const }];
  expect(toTsvector([{ text: "lit's\\", places }])).toBe("'lit''s\\\\':1A");
});

it('writes conditions with brackets, and ranks by their lexemes', () => {
  const condition = {
    all: [{ lexeme: 'w猫' }, { any: [{ lexeme: "pxi'an" }, { lexeme: 'la', isPrefix: true as const }] }],
  };
  expect(toTsquery(condition)).toBe("('w猫' & ('pxi''an' | 'la':*))");
  expect(toRankQuery(condition)).toBe("'w猫' | 'pxi''an' | 'la':*");
});

it('lets nothing of a query be read as syntax', () => {
  const hostile = fc.string({ unit: fc.constantFrom(..."ab猫李'’\\|&!():*<-> \t%_;"), maxLength: 40 });
  fc.assert(
    fc.property(hostile, (query) => {
      for (const { condition } of planSearch(jieba, query)) {
        const outside = toTsquery(condition).replaceAll(/'(?:''|\\\\|[^'\\])*'(?::\*)?/g, 'x');
        expect(outside).toMatch(/^[x()&| ]+$/);
      }
    }),
    { numRuns: 300 },
  );
});
