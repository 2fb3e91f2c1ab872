export { detectSandbox, sandboxWarnings } from './detect-sandbox.ts';
export { killGroup } from './kill-group.ts';
export { sandboxCommand } from './sandbox.ts';
export type { Command, ProcessLimits, SandboxAbilities } from './sandbox.ts';
export { startProcess } from './start-process.ts';
export type { ProcessEnd, ProcessOptions, RunningProcess } from './start-process.ts';
export { superviseProcess } from './supervise-process.ts';
export type { Supervised, SuperviseOptions, UnexpectedExit } from './supervise-process.ts';
