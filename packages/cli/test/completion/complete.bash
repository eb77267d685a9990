# What bash completes: complete.bash SCRIPT WORD… ; the last word is the one that is being written.
script=$1
shift
source "$script"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
$(complete -p slipway | sed 's/.*-F \([^ ]*\).*/\1/')
printf '%s\n' "${COMPREPLY[@]}"
