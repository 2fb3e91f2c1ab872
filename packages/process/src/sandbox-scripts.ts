/** Where the sandbox's file system is built: it exists everywhere and nobody misses it. */
const root = '/sys';

/**
 * Folders of the system that programs and their libraries lie in. What people put beside them is not shown: `/opt`,
 * `/usr/local` and `/usr/src` hold whole applications, some with their data.
 */
const systemFolders = [
  ...['/usr/bin', '/usr/sbin', '/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/libx32', '/usr/libexec'],
  ...['/usr/share/fonts', '/usr/share/fontconfig', '/usr/share/ffmpeg', '/usr/share/zoneinfo'],
  ...['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/etc/alternatives', '/etc/fonts'],
  // Everybody may read these by design, and nothing in them is secret.
  ...['/nix/store', '/gnu/store'],
];

/** Whether a file is shown as part of the system. */
export function isSystemFile(path: string): boolean {
  return systemFolders.some((folder) => path.startsWith(`${folder}/`));
}

/** Lines of a table of mounts (fstab(5)) that show single files at their own paths. */
export function mountLines(files: readonly string[]): string {
  const escape = (path: string): string =>
    path.replaceAll(/[\s\\#]/g, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return files.map((file) => `${escape(file)} ${escape(root + file)} none bind,ro,nosuid,nodev\n`).join('');
}

/**
 * Builds a small file system in a fresh mount namespace and goes on inside: system folders, the files of the program,
 * three harmless devices, and the work folder at its usual path. All can be read only but `out` of the work folder.
 * Arguments: the folder that the program's libraries are named from, or empty; lines of mounts of single files; how
 * many those are, and they; the command. Every run pays for this, so it starts as few programs as it can: one
 * `mount` makes all that it may.
 *
 * Folders are bound together with what is mounted below them, because in a user namespace they cannot be bound
 * without; what lies below is made read-only one by one. The work folder is bound by its relative name: as an
 * absolute one it may be out of reach by now.
 */
export const viewScript = `
root=${root} origin=$1 more=$2 count=$3 work=$(pwd -P); shift 3
mount -t tmpfs -o mode=0755,size=1m sandbox $root
folders= links= below= table=
for path in ${systemFolders.join(' ')}; do
  if [ -L $path ]; then case $path in /usr/*) below="$below $path" ;; *) links="$links $path" ;; esac
  elif [ -d $path ]; then folders="$folders $root$path"; table="$table$path $root$path none rbind,ro,nosuid,nodev
"; fi
done
mkdir -p $root/dev $root/etc $root/usr $folders "$root$work"
for path in /dev/null /dev/zero /dev/urandom /etc/ld.so.cache; do
  # A device can be written to all the same.
  if [ -e $path ]; then : > $root$path; table="$table$path $root$path none bind,ro
"; fi
done
while [ $count -gt 0 ]; do
  if [ ! -d "$root\${1%/*}" ]; then mkdir -p "$root\${1%/*}"; fi
  : > "$root$1"; shift; count=$((count - 1))
done
if [ -n "$links" ]; then cp -P $links $root; fi
if [ -n "$below" ]; then cp -P $below $root/usr; fi
echo "$table$more" > $root/etc/fstab
mount --all --fstab $root/etc/fstab
while read -r _ _ _ _ path options _; do
  case $options in ro|ro,*) continue ;; esac
  # What was mounted on the real folder of that name has other names.
  case $path in $root/usr/*|$root/lib*|$root/bin/*|$root/sbin/*|$root/etc/*|$root/nix/*|$root/gnu/*)
    mount -o remount,bind,ro,nosuid,nodev "$(printf %b "$path")"
  esac
done < /proc/self/mountinfo
mount --no-canonicalize -o rbind,ro,nosuid,nodev,noexec . "$root$work"
mount --no-canonicalize -o rbind,nosuid,nodev,noexec out "$root$work/out"
mount -o remount,bind,ro $root
exec chroot $root env -C "$work" -- \${origin:+"LD_ORIGIN_PATH=$origin"} "$@"
`;

/**
 * Runs a command as the first process of a new process namespace and ends as it ended, signals included. As
 * first process it takes along what it started; it does not hear signals that it sends itself or that the kernel
 * sends it at the limit of file size, which show as errors instead.
 */
export const waitScript = `
"$@"
code=$?
if [ $code -gt 128 ] && [ $code -le 159 ]; then kill -$((code - 128)) $$; fi
exit $code
`;
