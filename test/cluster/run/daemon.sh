# Starts and ends processes by what is noted of them, never by name.
# shellcheck shell=bash

# running NAME: its process is there, and is the one that was started (a number may be given to another process).
running() {
  local pid birth
  read -r pid birth 2>/dev/null <"$state/pids/$1" && [ "$(birth "$pid")" = "$birth" ]
}

# The time at which a process began, in ticks since the machine's own start: field 22 of
# https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, counted after the name, which may hold spaces.
birth() {
  [ -r "/proc/$1/stat" ] && sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# first_of FILE: keeps the first 256 MiB of what it reads. Argo's controller, when its API server is gone, says so without a
# pause, and has filled a disk with it. It lets go of what `up` holds: its lock and its output, whose reader waits for the end.
first_of() {
  exec >/dev/null 2>&1 9>&-
  head -c 268435456 >>"$1"
  cat >/dev/null
}

# daemon NAME COMMAND…: starts it unless it runs; its output is in logs/NAME.
daemon() {
  local name=$1 pid
  shift
  running "$name" && return
  mkdir -p "$state/pids" "$state/logs"
  setsid "$@" > >(first_of "$state/logs/$name") 2>&1 </dev/null 9>&- &
  pid=$!
  echo "$pid $(birth "$pid")" >"$state/pids/$name"
  disown "$pid"
}

# end NAME: asks it to end, and kills it after ten seconds.
end() {
  local pid turn
  if running "$1"; then
    read -r pid _ <"$state/pids/$1"
    kill "$pid" 2>/dev/null || true
    for turn in {1..100}; do
      running "$1" || break
      [ "$turn" = 90 ] && kill -KILL "$pid" 2>/dev/null
      sleep 0.1
    done
  fi
  rm -f "$state/pids/$1"
}

# eventually WHAT COMMAND…: until it succeeds, two minutes at most.
eventually() {
  local what=$1 turn
  shift
  for turn in {1..480}; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.25
  done
  echo "waited two minutes for $what; the last lines of the logs in $state/logs may say why" >&2
  return 1
}

# template FILE: its text, with what stands in ${…} replaced by this shell's variables.
template() {
  local text
  text=$(<"$here/manifests/$1")
  eval "cat <<END_OF_TEMPLATE
$text
END_OF_TEMPLATE"
}

# once NAME COMMAND…: what was written into the API server stays as long as the cluster is up.
once() {
  [ -f "$state/once/$1" ] && return
  "${@:2}"
  mkdir -p "$state/once"
  touch "$state/once/$1"
}
