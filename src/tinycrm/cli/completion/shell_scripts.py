"""The scripts that make a shell ask `crm` when Tab is pressed.

They contain only the protocol, no commands or people, so an installed one stays valid.
"""

from __future__ import annotations

_BASH = r"""# Completion of crm for bash: source <(crm completion bash)
_crm_completion() {
    local word status answer
    answer=$(
        IFS=$'\n'
        env _CRM_COMPLETE=complete_bash COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \
            COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \
            "${1/#\~\//$HOME/}" 2>/dev/null
    )
    status=$?
    COMPREPLY=()
    while IFS= read -r word; do
        [[ -n $word ]] && COMPREPLY+=("$word")
    done <<< "$answer"
    if [[ $status == 1 ]]; then
        compopt -o default 2>/dev/null
    elif [[ ${COMPREPLY[0]-} == *: ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _crm_completion crm tinycrm
"""

_ZSH = r"""#compdef crm tinycrm
# Completion of crm for zsh: source <(crm completion zsh)
_crm_completion() {
    local answer code
    answer="$(_TYPER_COMPLETE_ARGS="${(j: :)words[1,CURRENT-1]} ${QIPREFIX}${PREFIX}" \
        _CRM_COMPLETE=complete_zsh "${(Q)words[1]/#\~\//$HOME/}" 2>/dev/null)"
    code=$?
    if (( code == 1 )); then
        _files
    else
        eval "$answer"
    fi
}
if (( ! $+functions[compdef] )); then
    autoload -Uz compinit && compinit
fi
compdef _crm_completion crm tinycrm
"""

_FISH = r"""# Completion of crm for fish: crm completion fish | source
function __crm_completion
    set -lx _CRM_COMPLETE complete_fish
    set -lx _TYPER_COMPLETE_FISH_ACTION get-args
    set -lx _TYPER_COMPLETE_ARGS (commandline -cp | string collect)
    set -l program (commandline -opc)[1]
    set -l answer ($program 2>/dev/null)
    if test $status -eq 1
        __fish_complete_path (commandline -ct)
    else if test (count $answer) -gt 0
        printf '%s\n' $answer
    end
end
complete --command crm --no-files --keep-order --arguments '(__crm_completion)'
complete --command tinycrm --no-files --keep-order --arguments '(__crm_completion)'
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
