# What a real zsh at a terminal completes, a word a line: complete.zsh SCRIPT LINE
# Matches are printed in place of being added to the line: compadd is what every completion function ends with.
zmodload zsh/zpty
zpty shell zsh -f -i
setup=$(mktemp)
cat >$setup <<'S'
PS1= PS2= RPS1= 
unsetopt zle_bracketed_paste 2>/dev/null; zle_bracketed_paste=()
autoload -U compinit; compinit -u -D
S
echo "source $1" >>$setup
cat >>$setup <<'S'
bindkey '^I' complete-word
zstyle ':completion:*' list-grouped false
compadd() {
  local -a hits plain=("$@")
  if [[ -n ${plain[(r)-[OAD]]} ]]; then builtin compadd "$@"; return; fi
  builtin compadd -O hits "$@"
  for hit in $hits; do print -r -- "<<$hit>>"; done
}
end-mark() { print -r -- '<<END>>' }
comppostfuncs=(end-mark)
print -r -- '<<READY>>'
S
zpty -w shell "source $setup"
out=
while zpty -r shell part; do out+=$part; [[ $out == *'<<READY>>'* ]] && break; done
out=
zpty -n -w shell "$2"$'\t'
while zpty -r shell part; do out+=$part; [[ $out == *'<<END>>'* ]] && break; done
rm -f $setup
zpty -d shell
print -r -- $out | tr -d '\r' | grep -o '<<[^>]*>>' | sed 's/<<//; s/>>//' | grep -v -x -e END -e READY
