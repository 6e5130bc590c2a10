#!/bin/sh
# What whoever runs Relais under systemd does, as compose/README.md says it, and what must be so; says "done" at the end.
set -eu
socket=ipc:///run/relais/control.sock

fail() {
    echo "$*"
    exit 1
}

# closed UNIT: it runs, as no root, with no capability and behind a filter of system calls.
closed() {
    [ "$(systemctl is-active "$1")" = active ] || fail "$1 does not run"
    process=$(systemctl show --property MainPID --value "$1")
    grep -q '^Uid:.0	' "/proc/$process/status" && fail "$1 is root"
    for line in CapBnd:.0000000000000000 CapEff:.0000000000000000 NoNewPrivs:.1 Seccomp:.2; do
        grep -q "^$line" "/proc/$process/status" || fail "$1 is not closed: no $line"
    done
    grep -q '^Max core file size *0 ' "/proc/$process/limits" || fail "$1 leaves cores"
    cat "/proc/$process/root/etc/relais/secrets/master.key" 2>/dev/null && fail "$1 sees the secrets"
    return 0
}

systemd-sysusers
relais init /etc/relais >/dev/null
(
    umask 077
    (od -An -v -N32 -tx1 /dev/urandom | tr -d ' \n'; echo) >/etc/relais/secrets/master.key
)
systemd-tmpfiles --create relais.conf

echo "== in one process"
systemctl start relais
relais status --endpoint "$socket" --timeout 30
closed relais
systemctl stop relais
[ "$(systemctl show --property Result --value relais)" = success ] || fail "relais did not end well"

echo "== apart, with the same journal"
systemctl start relais-gateway relais-recorder relais-dispatcher@1 relais-dispatcher@2
relais status --endpoint "$socket" --timeout 30
relais health --endpoint "$socket"
for unit in relais-gateway relais-recorder relais-dispatcher@1 relais-dispatcher@2; do closed "$unit"; done

echo "== killed, and back"
for unit in relais-gateway relais-recorder relais-dispatcher@1; do systemctl kill --signal KILL "$unit"; done
relais status --endpoint "$socket" --timeout 60
for unit in relais-gateway relais-recorder; do
    [ "$(systemctl show --property NRestarts --value "$unit")" = 1 ] || fail "$unit did not come back"
done
systemctl stop relais-dispatcher@1 relais-dispatcher@2 relais-recorder relais-gateway
for unit in relais-gateway relais-recorder; do
    [ "$(systemctl show --property Result --value "$unit")" = success ] || fail "$unit did not end well"
done
echo "done"
