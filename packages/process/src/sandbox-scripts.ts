/**
 * Builds a small file system in a fresh mount namespace and goes on inside: system folders, the program's own folder
 * where that is elsewhere, four harmless devices, and the work folder at its usual path. Of the work folder only
 * `out` can be written to. The first argument is the program's folder or empty, the others are the
 * command.
 *
 * `/sys` is where it is built because it exists everywhere and nobody misses it. Folders are bound together with
 * what is mounted below them, because in a user namespace they cannot be bound without. The work folder is bound by
 * its relative name: as an absolute one it may be out of reach by now.
 */
export const viewScript = `
root=/sys
mount -t tmpfs -o mode=0755,size=1m sandbox $root
mkdir $root/etc $root/dev
for path in /usr /opt /nix /gnu /lib /lib32 /lib64 /libx32 /bin /sbin /etc/alternatives /etc/fonts; do
  if [ -L $path ]; then cp -P $path $root$path
  elif [ -d $path ]; then mkdir -p $root$path; mount --rbind $path $root$path; fi
done
if [ -f /etc/ld.so.cache ]; then cp /etc/ld.so.cache $root/etc; fi
case $1 in ''|/usr|/usr/*|/bin|/opt/*|/nix/*|/gnu/*) ;; *) mkdir -p "$root$1"; mount --rbind "$1" "$root$1" ;; esac
shift
for name in null zero random urandom; do
  : > $root/dev/$name; mount --bind /dev/$name $root/dev/$name
done
work=$(pwd -P)
mkdir -p "$root$work"
mount --no-canonicalize --rbind . "$root$work"
mount -o remount,bind,ro,nosuid,nodev,noexec "$root$work"
mount --no-canonicalize --rbind out "$root$work/out"
mount -o remount,bind,nosuid,nodev,noexec "$root$work/out"
exec chroot $root env -C "$work" -- "$@"
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
