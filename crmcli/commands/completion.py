"""crm completion"""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import output
from crmcli.errors import InvalidError, suggestion
from crmcli.i18n import N_, _

app = typer.Typer(add_completion=False)
SHELLS = {
    "bash": """_crm() {
    local IFS=$'\\n' lines directive
    lines=($(crm __complete bash "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
    directive=${lines[0]}
    COMPREPLY=("${lines[@]:1}")
    COMPREPLY=("${COMPREPLY[@]%%$'\\t'*}")
    case $directive in
        file) compopt -o default -o bashdefault; COMPREPLY=() ;;
        nospace) compopt -o nospace ;;
    esac
}
complete -F _crm crm""",
    "zsh": """#compdef crm
_crm() {
    local -a lines values meanings
    local line directive
    lines=("${(@f)$(crm __complete zsh "${(j: :)${(@)words[1,CURRENT]}}" 2>/dev/null)}")
    directive=$lines[1]
    for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$'\\t'*}")
        meanings+=("${line%%$'\\t'*}  ${line#*$'\\t'}")
    done
    case $directive in
        file) _files ;;
        nospace) compadd -S '' -l -d meanings -a values ;;
        *) compadd -l -d meanings -a values ;;
    esac
}
compdef _crm crm""",
    "fish": """function __crm_complete
    set -l lines (crm __complete fish (commandline -cp) 2>/dev/null)
    if test "$lines[1]" = file
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $lines[2..-1]
    end
end
complete -c crm -f -a '(__crm_complete)'""",
}


@app.command("completion", help=N_("Print the completion of a shell: bash, zsh or fish"))
def completion(
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help=N_("Which shell"))],
) -> None:
    """Print a shell's completion."""
    if shell not in SHELLS:
        raise InvalidError(
            _("“{}” is not a valid {}").format(shell, _("shell")),
            suggestion(shell, SHELLS.keys()),
        )
    for line in SHELLS[shell].split("\n"):
        output.write_line(line)
