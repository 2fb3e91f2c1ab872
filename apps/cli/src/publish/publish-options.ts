import { titleLength } from '@weireel/contract/plain';
import type { Visibility } from '@weireel/contract';
import { UsageError, type CommandContext } from '../command.ts';
import { readOptions } from '../read-options.ts';

/** What a person asks `publish` for. */
export interface PublishOptions {
  /** Files and folders as typed; at least one. */
  paths: string[];
  /** Address of the server as typed; absent: not given. */
  server: string | undefined;
  /** Who may see the videos. */
  visibility: Visibility;
  /** Title of the only video; null: of its (first) file's name. */
  title: string | null;
  /** Handle or id of the channel that it is published as, as typed; null: oneself. */
  as: string | null;
  /** Name or id of the category, as typed; null: none. */
  category: string | null;
  /** How many files go at once. */
  parallel: number;
  /** Whether to wait until the videos are ready. */
  wait: boolean;
  /** Whether all files become one video, one after the other. */
  join: boolean;
  /** Whether files that were published before are published once more. */
  again: boolean;
}

const visibilities = ['public', 'unlisted', 'private'] as const;

/** Reads the arguments of `publish`. Throws `UsageError`. */
export function readPublishOptions(context: CommandContext, args: string[]): PublishOptions {
  const { say } = context;
  const { values, positionals } = readOptions(context, args, {
    server: { type: 'string' },
    visibility: { type: 'string', default: 'public' },
    title: { type: 'string' },
    as: { type: 'string' },
    category: { type: 'string' },
    parallel: { type: 'string', default: '2' },
    wait: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    join: { type: 'boolean', default: false },
  });
  if (positionals.length === 0) {
    throw new UsageError(say('请给出要发布的文件或文件夹', 'Name the files or folders to publish'));
  }
  const visibility = visibilities.find((known) => known === values.visibility);
  if (visibility === undefined) {
    const choice = visibilities.join(', ');
    throw new UsageError(
      say(`--visibility 只能是 ${choice}`, `--visibility is one of ${choice}, not “${values.visibility}”`),
    );
  }
  const parallel = Number(values.parallel);
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 10) {
    throw new UsageError(say('--parallel 应为 1 到 10 的整数', '--parallel is a whole number from 1 to 10'));
  }
  const title = values.title?.trim() ?? null;
  if (title !== null && (title === '' || title.length > titleLength.max)) {
    throw new UsageError(
      say(`标题应为 1 到 ${titleLength.max} 个字`, `A title has 1 to ${titleLength.max} characters`),
    );
  }
  const { server, wait, again, join } = values;
  const category = values.category?.trim() ?? null;
  const as = values.as?.trim() ?? null;
  return { paths: positionals, server, visibility, title, as, category, parallel, wait, again, join };
}
