import { LimitNode, ValueNode, type KyselyPlugin } from 'kysely';

/**
 * Writes the length of a page into its statement instead of beside it. The database plans what is sent often for any
 * parameters, and would take a page of unknown length for a tenth of the table, which is better sorted than read in
 * order.
 */
export const writtenLimits: KyselyPlugin = {
  transformQuery({ node }) {
    if (node.kind !== 'SelectQueryNode' || node.limit === undefined) return node;
    const { limit } = node.limit;
    // as: the kind tells which node it is.
    const value = limit.kind === 'ValueNode' ? (limit as ValueNode).value : null;
    if (typeof value !== 'number') return node;
    return { ...node, limit: LimitNode.create(ValueNode.createImmediate(value)) };
  },
  transformResult: ({ result }) => Promise.resolve(result),
};
