import { describe, expect, it } from "vitest";
import { aws, failure, velocity } from "./print.js";

const pet = { pet: { name: "Rex", tags: ["a", "b"], owner: { "first-name": "Ada" } }, none: null };

describe("references", () => {
  it.each([
    ["$pet.name", "Rex"],
    ["${pet.name}y", "Rexy"],
    ["$!pet.name!", "Rex!"],
    ["$!{pet.name}ish", "Rexish"],
    ["$pet.owner.first-name", "Ada"],
    ["$pet['name'] $pet.tags[1] $pet.tags[-1]", "Rex b b"],
    ["$pet.tags.get(0).toUpperCase()", "A"],
    ["$pet", "{name=Rex, tags=[a, b], owner={first-name=Ada}}"],
    ["$pet.name.length()$pet.name.", "3Rex."],
    ["$ $. $1 ${ $![ #- #1", "$ $. $1 ${ $![ #- #1"],
  ])("prints %s", (template, expected) => {
    expect(velocity(template, pet)).toBe(expected);
  });

  it.each([
    ["$gone", "$gone", ""],
    ["$!gone|$!{gone}", "|", "|"],
    ["$pet.gone.deeper()", "$pet.gone.deeper()", ""],
    ["$none", "$none", ""],
    ["#set($x = 1)#set($x = $gone)$x", "1", ""],
    ["#if($gone)T#{else}F#end", "F", "T"],
    ["#if(!$gone)T#{else}F#end", "T", "F"],
    ["#if($gone == '')T#{else}F#end", "F", "T"],
    ["#set($x = 'a' + $gone)$x", "a$gone", "a"],
  ])("gives %s its profile's null rule", (template, plain, gateway) => {
    expect([velocity(template, pet), aws(`#set($pet = {"name": "Rex"})${template}`)]).toEqual([
      plain,
      gateway,
    ]);
  });

  it.each([
    ["\\$pet.name", "$pet.name"],
    ["\\\\$pet.name", "\\Rex"],
    ["\\\\\\$pet.name", "\\$pet.name"],
    ["\\$gone \\\\$gone", "\\$gone \\\\$gone"],
    ["$\\!pet", "$!pet"],
    ["\\#if($pet.name) \\#unknown", "#if(Rex) \\#unknown"],
    ["\\\\#if(true)a#end", "\\a"],
    ["a\\b \\\\", "a\\b \\\\"],
  ])("resolves the escape %s", (template, expected) => {
    expect(velocity(template, pet)).toBe(expected);
  });

  it("sets variables, members and elements", () => {
    const template =
      "#set($l = [1, 2])#set($l[0] = 9)#set($m = {})#set($m.a = 1)#set($m['b'] = 2)" +
      "#set($m.c.d = 3)$l $m";
    expect(velocity(template)).toBe("[9, 2] {a=1, b=2}");
  });

  it.each([
    ["$pet.tags[2]", "1:10 Index 2 out of bounds for length 2"],
    ["\n  $pet.name.substring(9)", "2:13 begin 9, end 3, length 3"],
    ["$pet.name[-1]", "1:10 a negative index needs a list"],
    ["$pet.name.length(1)", "1:11 IllegalArgumentException: length() takes no arguments"],
  ])("fails with the place of the call in %s", (template, expected) => {
    expect(failure(() => velocity(template, pet))).toBe(expected);
  });
});
