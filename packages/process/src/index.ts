export { detectSandbox } from './detect-sandbox.ts';
export type { DetectedSandbox } from './detect-sandbox.ts';
export { killGroup } from './kill-group.ts';
export { dieWithParent, sandboxCommand } from './sandbox-command.ts';
export type { Command, ProcessLimits, SandboxTools } from './sandbox-command.ts';
export { startProcess } from './start-process.ts';
export type { ProcessExit, ProcessOptions, RunningProcess, Sandbox } from './start-process.ts';
export { superviseProcess } from './supervise-process.ts';
export type { ProcessDown, Supervised, SuperviseOptions } from './supervise-process.ts';
