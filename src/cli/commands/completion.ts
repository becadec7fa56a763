import { defineCommand } from "../command.js";
import { ExitCode } from "../exit-code.js";

// The scripts ask gw-gen itself, so they never go stale; where it has no answer the shell completes file names.
const SCRIPTS = {
  bash: `_gw_gen() {
  local IFS=$'\\n'
  COMPREPLY=($(gw-gen completion --complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _gw_gen gw-gen
`,
  zsh: `#compdef gw-gen
_gw_gen() {
  local -a found
  found=("\${(@f)$(gw-gen completion --complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
compdef _gw_gen gw-gen
`,
} as const;

/** `gw-gen completion`: a script that completes command lines in the user's shell. */
export const completionCommand = defineCommand({
  usage: "completion <shell>",
  description:
    "Print a script that completes commands, options, operations, tags and stages in your shell.",
  examples: [
    ["gw-gen completion bash >> ~/.bashrc", "for bash"],
    ["gw-gen completion zsh >> ~/.zshrc", "for zsh"],
  ],
  positionals: {
    shell: { choices: ["bash", "zsh"], demandOption: true, describe: "The shell" },
  },
  options: {},
  run: async (args, context) => {
    context.print(SCRIPTS[args.shell]);
    return ExitCode.fine;
  },
});
