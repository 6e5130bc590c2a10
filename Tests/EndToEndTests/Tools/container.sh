#!/bin/sh
# Runs a program as an engine runs a container: with a root that it cannot write, its volumes, and no rights. It is
# started in a network and a mount namespace of its own (ip netns exec); what it mounts goes with the process.
#
#   container.sh ROOM PROGRAM USER MOUNT... -- WORD...
#
# ROOM is an empty folder, PROGRAM what lies at /usr/bin/relais, USER a number, and a MOUNT is SOURCE:TARGET,
# SOURCE:TARGET:ro or tmpfs:TARGET.
set -eu
room=$1 program=$2 user=$3
shift 3
libraries=$(ldd "$program" | sed -n 's#.* => \(.*\)/libswiftCore\.so .*#\1#p')

umask 022
mount --make-rprivate /
mount -t tmpfs none "$room"
mkdir "$room/upper" "$room/under" "$room/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$room/upper,workdir=$room/under" "$room/root"
root=$room/root
for folder in dev proc; do mount --rbind "/$folder" "$root/$folder"; done
touch "$root/usr/bin/relais"
mount --bind "$program" "$root/usr/bin/relais"
mkdir -p "$root/usr/lib/relais-swift"
mount --bind "$libraries" "$root/usr/lib/relais-swift"
# The names of the others, which ip netns exec has laid over the machine's own.
mount --bind /etc/hosts "$root/etc/hosts"

while [ "$1" != "--" ]; do
    source=${1%%:*} target=${1#*:}
    access=rw
    case $target in *:ro) target=${target%:ro} access=ro ;; esac
    if [ "$source" = tmpfs ] || [ -d "$source" ]; then
        mkdir -p "$root$target"
    else
        mkdir -p "$root${target%/*}"
        touch "$root$target"
    fi
    if [ "$source" = tmpfs ]; then
        mount -t tmpfs -o "mode=0700,uid=$user,gid=$user" none "$root$target"
    else
        mount --bind "$source" "$root$target"
        mount -o "remount,bind,$access" "$root$target"
    fi
    shift
done
shift
mount -o remount,bind,ro "$root"
export LD_LIBRARY_PATH=/usr/lib/relais-swift
exec chroot "$root" setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs \
    --bounding-set -all --inh-caps -all "$@"
