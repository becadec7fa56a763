import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

describe("a command line that is wrong", () => {
  const cases: [name: string, words: string[], message: string][] = [
    [
      "an unknown option",
      ["sdk", "a.yaml", "--ouut", "x"],
      "error Unknown option --ouut.\n  Did you mean --out? See gw-gen sdk --help.\n",
    ],
    ["an unknown command", ["skd"], 'error Unknown command "skd".\n  Did you mean gw-gen sdk?\n'],
    [
      "a spec in the place of the command",
      ["petstore.yaml"],
      'error Unknown command "petstore.yaml".\n  To generate a client from it: gw-gen sdk petstore.yaml\n',
    ],
    [
      "too many arguments",
      ["sdk", "a.yaml", "b.yaml"],
      'error Unexpected argument "b.yaml".\n  See gw-gen sdk --help.\n',
    ],
    [
      "an option given twice",
      ["sdk", "a.yaml", "--name", "a", "--name", "b"],
      "error --name is given more than once.\n  See gw-gen sdk --help.\n",
    ],
  ];
  it.each(cases)("%s", async (_name, words, message) => {
    expect(await runCli(words)).toEqual({ code: 2, stdout: "", stderr: message });
  });
});

describe("help", () => {
  it("alone shows the commands, sdk first", async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const commands = [...stdout.matchAll(/^ {2}gw-gen (\w+)/gm)].map(([, name]) => name);
    expect(commands[0]).toBe("sdk");
  });

  it("of a command tells its arguments, options and exit codes", async () => {
    const { code, stdout, stderr } = await runCli(["sdk", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const sections = [...stdout.matchAll(/^([A-Z][a-z ]+):/gm)].map(([, name]) => name);
    expect(sections).toEqual([
      "Arguments",
      "Output",
      "Client",
      "Templates",
      "Input",
      "Examples",
      "Exit codes",
    ]);
    expect(await runCli(["help", "sdk"])).toEqual({ code, stdout, stderr });
  });
});
