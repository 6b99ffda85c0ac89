# shellcheck shell=sh
# wait_for WHAT COMMAND…: repeats the command until it succeeds, for at most 20 seconds. Calls `fail` after that. Sourced, not
# run.
wait_for() {
    what=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || fail "$what did not appear"
        sleep 0.2
    done
}
