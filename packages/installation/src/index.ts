export { DataFolderError, dataFormat, openDataFolder } from './data-folder.ts';
export type { DataFolder, Secrets } from './data-folder.ts';
export { openInstallation } from './open-installation.ts';
export type { Installation, InstallationOptions } from './open-installation.ts';
export { randomText } from './random-text.ts';
export { beginRestore, endRestore } from './restoring.ts';
export { DatabaseUnreachableError } from './require-database.ts';
