#!/bin/sh
# Boots systemd in namespaces of its own, with the units of a folder and one more that runs a script, and ends with it.
# Its root is the machine's, as it was: what is written there, it alone sees. It has a network, processes and a control
# group of its own, and no setting of the kernel is open to it.
#
#   systemd.sh FOLDER PROGRAM UNITS SCRIPT
#
# FOLDER is empty, and gets what the script and the units say: FOLDER/said/NAME.log. PROGRAM lies at /usr/bin/relais.
set -eu
if [ "$1" != inside ]; then
    # The second hierarchy of control groups, in which no limits of the machine's own are.
    group=/sys/fs/cgroup/relais-$$
    unshare --mount --propagation private sh -eu -c "
        mount -t cgroup2 none /sys/fs/cgroup
        mkdir '$group'
        echo \$\$ >'$group/cgroup.procs'
        code=0
        unshare --pid --fork --kill-child --mount --uts --ipc --net --cgroup '$0' inside '$1' '$2' '$3' '$4' || code=\$?
        echo \$\$ >/sys/fs/cgroup/cgroup.procs
        find '$group' -depth -type d -exec rmdir {} ';'
        exit \$code"
    exit
fi
folder=$2 program=$3 units=$4 script=$5
libraries=$(ldd "$program" | sed -n 's#.* => \(.*\)/libswiftCore\.so .*#\1#p')

mkdir "$folder/room" "$folder/said"
room=$folder/room root=$room/root
mount -t tmpfs none "$room"
mkdir "$room/upper" "$room/under" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$room/upper,workdir=$room/under" "$root"
mount -t proc proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount --rbind /dev "$root/dev"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 none "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=0755 none "$root/run"
mount -t tmpfs -o mode=1777 none "$root/tmp"
mkdir -p "$root/var/said" "$root/usr/lib/relais-swift" "$root/run/before"
mount --bind "$folder/said" "$root/var/said"
mount --bind "$libraries" "$root/usr/lib/relais-swift"
touch "$root/usr/bin/relais"
mount --bind "$program" "$root/usr/bin/relais"

# Nothing of the machine's own starts: only what is here.
rm -rf "$root"/etc/systemd/system "$root"/lib/systemd/system/*.wants "$root/etc/relais"
mkdir -p "$root/etc/systemd/system" "$root/etc/sysusers.d" "$root/etc/tmpfiles.d"
for target in sysinit basic multi-user network-online; do
    printf '[Unit]\nDefaultDependencies=no\n' >"$root/etc/systemd/system/$target.target"
done
for unit in journald.service journald.socket journald-dev-log.socket journald-audit.socket; do
    ln -s /dev/null "$root/etc/systemd/system/systemd-$unit"
done
cp "$units"/*.service "$root/etc/systemd/system/"
cp "$units/sysusers.d/relais.conf" "$root/etc/sysusers.d/"
cp "$units/tmpfiles.d/relais.conf" "$root/etc/tmpfiles.d/"
cp "$script" "$root/var/script"
for unit in "$root"/etc/systemd/system/relais*.service; do
    name=$(basename "$unit" .service)
    mkdir "$unit.d"
    printf '[Service]\nStandardOutput=append:/var/said/%s.log\nStandardError=append:/var/said/%s.log\n' \
        "$name" "$name" >"$unit.d/test.conf"
    echo Environment=LD_LIBRARY_PATH=/usr/lib/relais-swift >>"$unit.d/test.conf"
done
cat >"$root/etc/systemd/system/script.service" <<END
[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
Environment=LD_LIBRARY_PATH=/usr/lib/relais-swift
ExecStart=/bin/sh /var/script
StandardOutput=append:/var/said/script.log
StandardError=append:/var/said/script.log
ExecStopPost=/bin/systemctl --no-block exit
END
printf '[Unit]\nDefaultDependencies=no\nWants=script.service\n' >"$root/etc/systemd/system/test.target"

ip link set lo up
# A user namespace is made by nobody whose root is not that of the mounts.
cd "$root"
pivot_root . run/before
cd /
umount -l /run/before
mount --make-rshared /
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    SYSTEMD_PROC_CMDLINE=systemd.unified_cgroup_hierarchy=1 /lib/systemd/systemd --system --unit=test.target \
    --log-target=console --show-status=no </dev/null
