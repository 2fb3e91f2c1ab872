/**
 * Builds a small file system in a fresh mount namespace and goes on inside: system folders, the program's own folder
 * where that is elsewhere, three harmless devices, and the work folder at its usual path. Of the work folder only
 * `out` can be written to. The first argument is the program's folder or empty, the others are the
 * command. Every run pays for this, so it starts as few programs as it can: one `mount` makes all that it may.
 *
 * `/sys` is where it is built because it exists everywhere and nobody misses it. Folders are bound together with
 * what is mounted below them, because in a user namespace they cannot be bound without. The work folder is bound by
 * its relative name: as an absolute one it may be out of reach by now.
 */
export const viewScript = `
root=/sys program=$1 work=$(pwd -P); shift
mount -t tmpfs -o mode=0755,size=1m sandbox $root
folders= links= table=
for path in /usr /opt /nix /gnu /lib /lib32 /lib64 /libx32 /bin /sbin /etc/alternatives /etc/fonts; do
  if [ -L $path ]; then links="$links $path"
  elif [ -d $path ]; then folders="$folders $root$path"; table="$table$path $root$path none rbind
"; fi
done
mkdir -p $root/dev $root/etc $folders "$root$work"
for path in /dev/null /dev/zero /dev/urandom /etc/ld.so.cache; do
  if [ -e $path ]; then : > $root$path; table="$table$path $root$path none bind
"; fi
done
if [ -n "$links" ]; then cp -P $links $root; fi
echo "$table" > $root/etc/fstab
mount --all --fstab $root/etc/fstab
case $program in ''|/usr|/usr/*|/bin|/opt/*|/nix/*|/gnu/*) ;; *)
  mkdir -p "$root$program"; mount --rbind "$program" "$root$program" ;;
esac
mount --no-canonicalize -o rbind,ro,nosuid,nodev,noexec . "$root$work"
mount --no-canonicalize -o rbind,nosuid,nodev,noexec out "$root$work/out"
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
