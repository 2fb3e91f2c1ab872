// Imported before anything else, since Node makes its threads for files when the first of them is needed.

/**
 * How many threads wait for files. Node has four unless told otherwise, and they mostly wait: four parts that are being
 * made safe on the disk, or passwords that are being hashed, would keep every segment from being opened.
 */
const fileThreads = 16;

process.env['UV_THREADPOOL_SIZE'] ??= String(fileThreads);
