const systemReasons = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['ELOOP', 'the link leads in a circle'],
  ['ENOSPC', 'no space is left on the disk'],
  ['EMFILE', 'too many files are open'],
  ['EROFS', 'the disk is read-only'],
  ['EEXIST', 'it exists and is no folder'],
]);

/** Why an operation of the system failed, in words; the message of any other error. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return systemReasons.get(code) ?? error.message;
}
