/** What decides the server's settings. */
export interface ServerSettings {
  /** Folder of the Unix socket. */
  socketFolder: string;
  /** False gives up the safety of committed rows for speed; only for throw-away servers of tests. */
  isDurable: boolean;
}

/**
 * The `-c` arguments of the server. They are given at every start rather than written into the cluster, so
 * that an old data folder follows the code. Sized for 2 cores and 1 GB shared with FFmpeg and Node.
 */
export function settingArguments(settings: ServerSettings): string[] {
  return Object.entries({ ...common, ...place(settings), ...(settings.isDurable ? {} : careless) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
}

const common = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '128MB',
  effective_cache_size: '384MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  min_wal_size: '80MB',
  max_wal_size: '512MB',
  wal_compression: 'on',
  // Queries here are short: compiling them or splitting them over two busy cores costs more than it saves.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
};

const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

function place({ socketFolder }: ServerSettings): Record<string, string> {
  return { unix_socket_directories: socketFolder, unix_socket_permissions: '0700' };
}
