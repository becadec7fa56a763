/** Whether a network (CIDR, IPv4 or IPv6) or address holds all of another network or address. */
export function networkHolds(network: string, other: string): boolean {
  const outer = parse(network);
  const inner = parse(other);
  if (!outer || !inner || outer.family !== inner.family) return false;
  return outer.prefix.length <= inner.prefix.length && inner.prefix.startsWith(outer.prefix);
}

interface Network {
  readonly family: 4 | 6;
  /** The bits that addresses of the network begin with, each a digit. */
  readonly prefix: string;
}

function parse(network: string): Network | undefined {
  const [base = "", length] = network.split("/");
  const bits = addressBits(base);
  if (bits === undefined) return undefined;
  const prefix = length === undefined ? bits : bits.slice(0, Number(length));
  return { family: base.includes(":") ? 6 : 4, prefix };
}

function addressBits(address: string): string | undefined {
  if (address.includes(":")) {
    const [head = "", tail] = address.split("::");
    const left = head.split(":").filter((part) => part !== "");
    const right = (tail ?? "").split(":").filter((part) => part !== "");
    const gap = tail === undefined ? 0 : 8 - left.length - right.length;
    const groups = [...left, ...Array.from({ length: Math.max(0, gap) }, () => "0"), ...right];
    if (groups.length !== 8) return undefined;
    return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
  }
  const octets = address.split(".").map(Number);
  const isAddress = octets.length === 4 && octets.every((octet) => octet >= 0 && octet <= 255);
  return isAddress ? octets.map((octet) => octet.toString(2).padStart(8, "0")).join("") : undefined;
}
