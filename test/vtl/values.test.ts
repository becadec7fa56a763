import { describe, expect, it } from "vitest";
import { failure, velocity } from "./print.js";

describe("numbers", () => {
  it.each([
    ["2147483647 + 1", "2147483648"],
    ["9223372036854775807 + 1", "9223372036854775808"],
    ["9223372036854775807 * 3", "27670116110564327421"],
    ["5 / 2", "2"],
    ["-5 % 3", "-2"],
    ["5 / 2.0", "2.5"],
    ["1.0 * 10000000", "1.0E7"],
    ["0.1 + 0.2", "0.30000000000000004"],
    ["1 / 1000.0", "0.001"],
    ["1 / 10000.0", "1.0E-4"],
    ["1e400", "Infinity"],
    ["99999999999999999999 + 0.5", "99999999999999999999.5"],
    ["(1 + 2) * 3 - 4", "5"],
    ["1 + 2 + 'a' + 1 + 2", "3a12"],
    ["[1] + 2", "$x"],
    ["1 / 0", "$x"],
    ["007", "7"],
  ])("calculates %s in Java's types", (expression, expected) => {
    expect(velocity(`#set($x = ${expression})$x`)).toBe(expected);
  });

  it("takes a name with a minus sign for one name", () => {
    expect(velocity("#set($x = $n-1)$x #set($y = $n - 1)$y", { n: 5 })).toBe("$x4");
  });

  it("tells Integer, Long and Double of plain data apart", () => {
    const context = { int: 5, long: 5_000_000_000, double: 2.5, big: 2n ** 70n };
    const names = "$int.class.simpleName $long.class.simpleName $double.class.simpleName";
    expect(velocity(`${names} $big.class.name`, context)).toBe(
      "Integer Long Double java.math.BigInteger",
    );
  });

  it.each([
    ["$n.intValue()", "12"],
    ["$d.intValue() $n.doubleValue() $d.longValue()", "3 12.0 3"],
    ["$n.parseInt('42') $n.valueOf('7')", "42 7"],
    ["$n.toHexString(255) $n.toBinaryString(5)", "ff 101"],
    ["$n.max(3, 9) $n.compareTo(5) $n.equals(12)", "9 1 true"],
    ["$d.parseDouble('1.50') $d.isNaN()", "1.5 false"],
    ["$t.logicalAnd(false) $t.compareTo(false)", "$t.logicalAnd(false) 1"],
  ])("calls %s", (template, expected) => {
    expect(velocity(template, { n: 12, d: 3.7, t: true })).toBe(expected);
  });

  it("fails where Java's parsing does", () => {
    expect(failure(() => velocity("$n.parseInt('x')", { n: 1 }))).toBe(
      '1:4 NumberFormatException: For input string: "x"',
    );
  });
});

describe("strings", () => {
  it.each([
    ["$s.substring(6) $s.substring(0, 5)", "World Hello"],
    ["$s.indexOf('o') $s.indexOf('o', 5) $s.lastIndexOf('o')", "4 7 7"],
    ["$s.replace('l', 'L') $s.replaceAll('[eo]', '*')", "HeLLo WorLd H*ll* W*rld"],
    ["$s.replaceAll('(\\w+) (\\w+)', '$2 $1')", "World Hello"],
    ["$s.replaceFirst('l+', '\\$')", "He$o World"],
    ["#foreach($p in $csv.split(','))[$p]#end", "[a][b][][c]"],
    ["$csv.split(',', -1).size() $csv.split(',').get(1)", "6 b"],
    ["$s.matches('Hello') $s.matches('(?i)hello\\s.*')", "false true"],
    ["$s.contains('lo W') $s.startsWith('He') $s.endsWith('x')", "true true false"],
    ["$s.equalsIgnoreCase('HELLO world') $s.compareTo('Hello')", "true 6"],
    ["$s.charAt(1) $s.toCharArray().size() $s.isEmpty()", "e 11 false"],
    ["$s.format('%s|%5d|%-4s|%.2f|%x', 'a', 42, 'b', 1.255, 255)", "a|   42|b   |1.26|ff"],
    ["$s.join('-', ['x', 'y']) $s.join('+', 'p', 'q')", "x-y p+q"],
    ["$s.hashCode() $s.repeat(2).length()", "-862545276 22"],
    ["'$s' \"$s.trim()\" $s.concat('!')", "'Hello World' \"Hello World\" Hello World!"],
  ])("calls %s", (template, expected) => {
    expect(velocity(template, { s: "Hello World", csv: "a,b,,c,," })).toBe(expected);
  });

  it("leaves a call whose arguments do not fit", () => {
    expect(velocity("$s.substring('x') $s.foo() $s.length", { s: "a" })).toBe(
      "$s.substring('x') $s.foo() $s.length",
    );
  });

  it.each([
    ["'no $n here'", "no $n here"],
    ['"a $n b"', "a 1 b"],
    ['"say ""hi"""', 'say "hi"'],
    ["'it''s'", "it's"],
    ['"\\u0041\\n"', "A\\n"],
    ['"#if($n == 1)one#end ## gone"', "one "],
    ['"#"', "#"],
    ['"two\nlines"', "two\nlines"],
  ])("reads the literal %j", (literal, expected) => {
    expect(velocity(`#set($x = ${literal})$x`, { n: 1 })).toBe(expected);
  });
});

describe("lists and maps", () => {
  it.each([
    ["$l.size() $l.isEmpty() $l.empty $l.contains('b') $l.indexOf('b')", "2 false false true 1"],
    ["$l.add('c') $l.add(0, 'z')$l", "true [z, a, b, c]"],
    ["$l.set(0, 'x') $l", "a [x, b]"],
    ["$l.remove(0) $l.remove('none') $l", "a false [b]"],
    ["$l.addAll(['y', 'z']) $l.subList(1, 3)", "true [b, y]"],
    ["$l.equals(['a', 'b']) $l.hashCode()", "true 4066"],
    ["#set($it = $l.iterator())$it.next()$it.hasNext()", "atrue"],
    [
      "$m.get('a') $m.getOrDefault('z', 0) $m.containsKey('b') $m.containsValue(2)",
      "1 0 true true",
    ],
    ["#set($r = $m.put('a', 9))$r $m.put('c', 3) $m", "1 $m.put('c', 3) {a=9, b=2, c=3}"],
    ["$m.keySet() $m.values() $m.entrySet()", "[a, b] [1, 2] [a=1, b=2]"],
    ["$m.remove('a') $m $m.size() $m.isEmpty()", "1 {b=2} 1 false"],
    ["#foreach($e in $m.entrySet())$e.key$e.getValue()#set($e.value = 0)#end$m", "a1b2{a=0, b=0}"],
    ["$m.keySet().retainAll(['b']) $m", "true {b=2}"],
    [
      "#set($x = {1: 'i', '1': 's', 1.5: 'd'})$x.get(1)$x.get('1')$x.get(1.5) $x",
      "isd {1=i, 1=s, 1.5=d}",
    ],
    ["#set($x = [1, 2])#set($v = $x.add($x))$x", "[1, 2, (this Collection)]"],
  ])("calls %s", (template, expected) => {
    expect(velocity(template, { l: ["a", "b"], m: { a: 1, b: 2 } })).toBe(expected);
  });

  it("leaves the caller's data as it is", () => {
    const data = { list: [1], map: { a: { b: 1 } } };
    velocity("$list.add(2)#set($map.a.b = 2)$map.clear()", data);
    expect(data).toEqual({ list: [1], map: { a: { b: 1 } } });
  });
});
