#!/bin/sh
# Runs the user's command in the user's image, whatever that image has: all that is used here is the static busybox beside
# this file. $1 is the shared folder, $2 the seconds that the command may take, empty without a limit. Leaves the exit code and the last lines of standard error for the publisher, and
# itself ends with 0, so that the publisher runs. Without a command there is nothing to do: the driver said so.
shared=$1
limit=$2
here=${0%/*}
box=$here/busybox
state=$shared/slipway

[ -f "$state/command" ] || exit 0

# A user that the image does not know has a folder of its own, and what it installs there is to be found.
[ "$HOME" != /slipway-home ] || export PATH="$PATH:$HOME/.local/bin"

# One pipe for what the command says, one for what is kept of it.
"$box" rm -f "$state/said" "$state/kept"
"$box" mkfifo "$state/said" "$state/kept" || exit 1
"$box" tail -c 65536 <"$state/kept" >"$state/stderr" &
keeper=$!
"$box" tee "$state/kept" <"$state/said" >&2 &
teller=$!

trap 'kill -TERM "$command" 2>/dev/null' TERM INT
# With a limit it leads a session, so that what it has started ends with it.
"$box" ${limit:+setsid "$box"} sh "$state/command" "$box" 2>"$state/said" &
command=$!
if [ -n "$limit" ]; then
  (
    "$box" sleep "$limit"
    echo "$limit" >"$state/late"
    kill -TERM "-$command"
    "$box" sleep 10
    kill -KILL "-$command"
  ) >/dev/null 2>&1 &
  clock=$!
fi
# A signal ends the wait, not the command.
wait "$command"
code=$?
while kill -0 "$command" 2>/dev/null; do
  wait "$command"
  code=$?
done
if [ -n "$limit" ]; then
  kill "$clock" 2>/dev/null
  [ ! -f "$state/late" ] || kill -KILL "-$command" 2>/dev/null
fi
# What the command left running may hold the pipe open for ever.
("$box" sleep 5 && kill "$teller" "$keeper") >/dev/null 2>&1 &
watch=$!
wait "$teller" "$keeper"
kill "$watch" 2>/dev/null

# What the SDK calls a custom path lies in this container alone: the publisher finds it below "elsewhere". A copy that is not
# whole is none.
told=$state/executor_output.json
if [ "$code" = 0 ] && [ -f "$told" ]; then
  "$box" grep -oE '"custom_?[pP]ath" *: *"([^"\\]|\\.)*"' "$told" |
    "$box" sed -E 's/^[^:]*: *"(.*)"$/\1/; s/\\(["\\\/])/\1/g' |
    while IFS= read -r path; do
      # What holds the copy, too, would never end.
      case $state/ in "${path%/}"/*) continue ;; esac
      case $path in
      */../* | */.. | /gcs/* | /s3/* | /minio/* | /oci/* | /slipway/* | /kfp-workspace/*) ;;
      /*)
        "$box" mkdir -p "$state/elsewhere${path%/*}" && "$box" cp -RL "$path" "$state/elsewhere$path" ||
          "$box" rm -rf "$state/elsewhere$path"
        ;;
      esac
    done
fi

# The publisher may be another user.
user=$("$box" id -u)
for folder in gcs s3 minio oci slipway; do
  [ -d "$shared/$folder" ] && "$box" find "$shared/$folder" -user "$user" -exec "$box" chmod a+rX {} +
done
echo "$code" >"$state/exit.draft" && "$box" mv "$state/exit.draft" "$state/exit"
