# shellcheck shell=sh
# Functions for scripts that print on a real queue: CUPS' PDF printer, in a scheduler that is started for the script and
# has no other printer, and a display of its own. Sourced, not run.
#
# The script sets `root` (the folder of the project), `name` (its name, for messages), `work` (an empty folder that it deletes) and `pids` (empty; the
# processes to end), and defines `skip` and `fail`.

# shellcheck source=tests/wait_for.sh
. "$root/tests/wait_for.sh"

scheduler_runs() { lpstat -r | grep -q "is running"; }

# start_pdf_printer: starts the scheduler with the queue "Paper". Sets CUPS_SERVER, and `out`, the folder that it prints to.
start_pdf_printer() {
    [ "$(id -u)" -eq 0 ] || skip "the PDF printer of CUPS runs only for root"
    for program in /usr/sbin/cupsd lpadmin lp compare pdftoppm pdfinfo; do
        command -v "$program" >/dev/null || skip "$program is not installed"
    done
    [ -x /usr/lib/cups/backend/cups-pdf ] || skip "printer-driver-cups-pdf is not installed"
    mkdir "$work/root" "$work/root/ppd" "$work/cache" "$work/spool" "$work/tmp" "$work/run" "$work/home"
    chmod -R a+rwX "$work"
    cat >"$work/files.conf" <<END
ServerRoot $work/root
CacheDir $work/cache
RequestRoot $work/spool
TempDir $work/tmp
StateDir $work/run
PageLog $work/page_log
AccessLog $work/access_log
ErrorLog $work/error_log
SystemGroup root
END
    cat >"$work/cupsd.conf" <<END
Listen $work/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Allow all
  </Limit>
</Policy>
END
    /usr/sbin/cupsd -f -c "$work/cupsd.conf" -s "$work/files.conf" >"$work/cupsd.out" 2>&1 &
    pids="$pids $!"
    export CUPS_SERVER="$work/cups.sock"
    wait_for "the scheduler" scheduler_runs
    lpadmin -p Paper -v cups-pdf:/ -E -m lsb/usr/cups-pdf/CUPS-PDF_opt.ppd 2>/dev/null ||
        skip "this version of CUPS has no printer drivers"
    lpadmin -d Paper
    # The PDF printer writes to the user's home folder, whatever HOME is.
    out=$(sed -n 's/^root:[^:]*:[^:]*:[^:]*:[^:]*:\([^:]*\):.*/\1/p' /etc/passwd)/PDF
    touch "$work/before"
}

# printed, finished: succeed once a file was printed since $work/before, and once no job is left.
printed() { find "$out" -newer "$work/before" -name '*.pdf' -size +0 2>/dev/null | grep -q .; }
finished() { printed && [ -z "$(lpstat -o)" ]; }

# start_display: starts a display and sets DISPLAY.
start_display() {
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
    pids="$pids $!"
    wait_for "the display" test -s "$work/display"
    DISPLAY=":$(cat "$work/display")"
    export DISPLAY
}

# press_until_printed WINDOW KEY: presses the key several times, because a key is lost if its window is not ready yet.
# Pressing it again is harmless.
press_until_printed() {
    for _ in 1 2 3 4 5 6 7 8; do
        if printed; then return; fi
        xdotool windowfocus "$1" 2>/dev/null || true
        xdotool key "$2"
        sleep 3
    done
}

# expect_pages PDF: the pages that are expected to be printed.
expect_pages() {
    expected=$1
    pdftoppm -r 60 -gray "$expected" "$work/expected" 2>/dev/null
}

# check_printed LABEL: compares the printed pages with the expected pages: their number, the paper, and the pictures,
# which may hardly differ.
check_printed() {
    wait_for "a printed file ($1)" finished
    file=$(find "$out" -newer "$work/before" -name '*.pdf' | head -n 1)
    pages=$(pdfinfo "$file" 2>/dev/null | sed -n 's/^Pages: *//p')
    [ "$pages" = "$(pdfinfo "$expected" 2>/dev/null | sed -n 's/^Pages: *//p')" ] || fail "$1: $pages pages were printed"
    pdfinfo "$file" 2>/dev/null | grep -q "^Page size:.*A4" || fail "$1: the paper is not A4"
    pdftoppm -r 60 -gray "$file" "$work/printed" 2>/dev/null
    for page in "$work"/expected-*.pgm; do
        other=$work/printed${page#"$work/expected"}
        # The printer draws letters with its own dots. The pictures are blurred, so that only their shapes are compared.
        convert "$page" -blur 0x3 "$work/one.pgm"
        convert "$other" -blur 0x3 "$work/other.pgm"
        difference=$(compare -metric RMSE "$work/one.pgm" "$work/other.pgm" null: 2>&1 | sed 's/.*(\(.*\))/\1/') || true
        printf '%s: %s, %s: difference %s\n' "$name" "$1" "page $(basename "${page#"$work/expected-"}" .pgm)" "$difference"
        awk "BEGIN { exit !($difference < 0.02) }" || fail "$1: the printed page differs"
    done
    rm -f "$file" "$work"/printed-*
}
