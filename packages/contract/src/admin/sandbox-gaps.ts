import type { Language } from '../language.ts';

/** What a program in the sandbox can do on a machine and should not, in words that follow its name. */
const gaps = {
  runs_as_root: {
    zh: '以 root 身份运行，因为这里不能换用其他用户（FFmpeg 必须人人可以运行）',
    en: 'runs as root, because another user cannot be used here (everybody must be able to run FFmpeg)',
  },
  reaches_network: { zh: '可以访问网络', en: 'can reach the network' },
  sees_files: { zh: '看得到其用户有权读取的所有文件', en: 'sees all files that its user may read' },
  leaves_processes: { zh: '可能留下进程', en: 'may leave processes behind' },
  has_no_limits: {
    zh: '没有内存和时间限制，因为 `prlimit` 不可用',
    en: 'has no limits of memory and time, because `prlimit` does not work',
  },
  outlives_worker: {
    zh: '在工作进程被强行结束后可能继续运行，因为 `setpriv` 不可用',
    en: 'may outlive a killed worker, because `setpriv` does not work',
  },
  reads_secrets: { zh: '可以读取本安装的密钥', en: 'can read the secrets of this installation' },
  rewrites_programs: { zh: '可以改写它运行的程序', en: 'can rewrite the programs that it runs' },
  writes_beside_programs: {
    zh: '可以在它运行的程序旁边写入文件',
    en: 'can write beside the programs that it runs',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

/** One thing that a program in the sandbox can do on a machine and should not. */
export type SandboxGap = keyof typeof gaps;

/** Whether this version knows a gap by that name. */
export function isSandboxGap(value: string): value is SandboxGap {
  return Object.hasOwn(gaps, value);
}

/** What FFmpeg can do where there is the gap, as words that follow its name. */
export function describeSandboxGap(gap: SandboxGap, language: Language): string {
  return language === 'en' ? gaps[gap].en : gaps[gap].zh;
}
